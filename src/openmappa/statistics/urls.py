"""Addresses of the figures."""

from django.urls import path

from openmappa.statistics import views

urlpatterns = [
    path("statistics/", views.statistics, name="statistics"),
    path("fairness/", views.fairness_figures, name="fairness"),
    path("statistics/people/", views.figure_people, name="figure_people"),
    path("statistics/why-not/", views.why_not_counted, name="why_not_counted"),
    path("statistics/versions/", views.figure_versions, name="figure_versions"),
    path("statistics/lock/", views.freeze, name="freeze"),
    path("statistics/file/<str:form>/", views.figures_file, name="figures_file"),
]
