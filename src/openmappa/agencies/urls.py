"""Addresses of the people who sign in."""

from django.urls import path

from openmappa.agencies import people

urlpatterns = [
    path("users/", people.users, name="users"),
    path("users/add/", people.user_add, name="user_add"),
    path("users/<int:number>/", people.user, name="user"),
    path("users/<int:number>/roles/give/", people.user_role_give, name="user_role_give"),
    path(
        "users/<int:number>/roles/<int:posting>/approve/",
        people.user_role_approve,
        name="user_role_approve",
    ),
    path("users/<int:number>/roles/<int:posting>/end/", people.user_role_end, name="user_role_end"),
    path("users/<int:number>/vetting/add/", people.user_vetting_add, name="user_vetting_add"),
    path(
        "users/<int:number>/vetting/<int:vetting>/withdraw/",
        people.user_vetting_withdraw,
        name="user_vetting_withdraw",
    ),
    path("users/<int:number>/training/add/", people.user_training_add, name="user_training_add"),
    path(
        "users/<int:number>/training/<int:training>/withdraw/",
        people.user_training_withdraw,
        name="user_training_withdraw",
    ),
    path("users/<int:number>/standing/", people.user_standing, name="user_standing"),
    path("users/<int:number>/code/", people.user_code, name="user_code"),
    path("users/<int:number>/line-manager/", people.user_line_manager, name="user_line_manager"),
    path("need/<int:posting>/", people.need, name="need"),
]
