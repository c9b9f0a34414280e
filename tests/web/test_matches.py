from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from openmappa.nominals.deciding import apply_waiting
from openmappa.nominals.jobs import apply_decision
from openmappa.nominals.models import AskedDecision, Match
from tests.web.world import World

HOSTILE = "<script>x</script> \u202e =1+1 "


@pytest.fixture
def pair(world: World) -> Match:
    return now(world.pair)


def now(number: int) -> Match:
    return Match.objects.using("count").get(pk=number)


def seen(match: Match) -> str:
    return f"{match.decision} {match.decided_at or ''}".strip()


def decide(client: Client, match: Match, decision: str, reason: str, **more: str):
    data = {"decision": decision, "reason": reason, "seen": seen(match), **more}
    return client.post(reverse("match_decide", args=[match.pk]), data)


def show(client: Client, match: Match) -> str:
    response = client.get(reverse("match", args=[match.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_pair_is_confirmed_decided_by_the_worker_and_taken_back(world, pair) -> None:
    client = world.client("administrator")
    step = decide(client, pair, "same", HOSTILE)
    assert step.status_code == 200
    assert "What moves" in step.content.decode()
    assert "<script>x" not in step.content.decode()
    assert not AskedDecision.objects.using("intake").exists()

    assert decide(client, pair, "same", HOSTILE, confirmed="yes").status_code == 302
    assert "being applied" in show(client, pair)
    asked = AskedDecision.objects.using("intake").get()
    apply_decision(asked.pk)
    apply_decision(asked.pk)  # a second time is nothing
    decided = now(pair.pk)
    assert (decided.decision, decided.decided_by) == ("same", "Robin Ash")
    assert decided.nominal_id == decided.other_nominal_id
    assert "<script>x" not in show(client, pair)

    decide(client, decided, "undo", "It was the brother", confirmed="yes")
    apply_waiting()
    undone = now(pair.pk)
    assert undone.decision == ""
    assert (undone.nominal_id, undone.other_nominal_id) == (
        pair.nominal_id,
        pair.other_nominal_id,
    )


def test_the_second_of_two_sees_the_firsts_decision(world, pair) -> None:
    client = world.client("administrator")
    decide(client, pair, "different", "Two brothers", confirmed="yes")
    decide(client, pair, "same", "One man", confirmed="yes")
    apply_waiting()
    assert now(pair.pk).decision == "different"
    page = show(client, pair)
    assert "Robin Ash decided meanwhile" in page
    assert "Two brothers" in page
    late = decide(client, pair, "same", "One man")  # from a page opened before
    assert late.status_code == 422
    assert "One man" in late.content.decode()
    decide(client, now(pair.pk), "undo", "Start again", confirmed="yes")
    apply_waiting()


@pytest.mark.parametrize(
    ("decision", "reason"),
    [("same", ""), ("", "Because"), ("undo", "Because"), ("same", "x" * 10_000), ("same", "   ")],
)
def test_a_decision_that_is_not_whole_is_refused_with_the_typing_kept(
    world, pair, decision, reason
) -> None:
    response = decide(world.client("administrator"), pair, decision, reason, confirmed="yes")
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert reason.strip() in page
    assert now(pair.pk).decision == ""


def test_a_pair_with_a_side_out_of_sight_is_no_pair(world, pair) -> None:
    with world.hidden(pair.other_nominal_id):
        client = world.client("administrator")
        assert client.get(reverse("match", args=[pair.pk])).status_code == 404
        assert decide(client, pair, "same", "x", confirmed="yes").status_code == 404
        assert f"Pair {pair.pk}<" not in client.get(reverse("matches")).content.decode()


def test_the_queue_is_filtered_by_kind(world, pair) -> None:
    client = world.client("administrator")
    other = next(kind for kind in ("clash", "possible", "doubt") if kind != pair.kind)
    ours = client.get(reverse("matches"), {"kind": pair.kind}).content.decode()
    theirs = client.get(reverse("matches"), {"kind": other}).content.decode()
    assert f"Pair {pair.pk}<" in ours
    assert f"Pair {pair.pk}<" not in theirs
