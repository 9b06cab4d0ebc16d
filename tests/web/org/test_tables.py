"""Teams and roles as tables: sorted, filtered, and exported as they are shown."""

from django.urls import reverse

from deskmerit.web.org.models import Team


def texts(table) -> list[str]:
    return [str(line.cells[0].text) for line in table.lines]


def test_teams_sort_filter_and_export(world) -> None:
    Team.objects.create(name="Zeta")
    client, address = world.client(world.admin), reverse("teams")
    names = sorted(Team.objects.values_list("name", flat=True), key=str.casefold)
    assert texts(client.get(address, {"teams.sort": "team"}).context["table"]) == names
    assert texts(client.get(address, {"teams.q": "zeta"}).context["table"]) == ["Zeta"]
    answer = client.get(address, {"teams.q": "zeta", "teams.export": "1"})
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.decode().splitlines()[1:] == ["Zeta,0,–,使用中"]


def test_only_an_idle_team_can_be_closed_from_the_list_and_an_auditor_closes_none(world) -> None:
    idle = Team.objects.create(name="Zeta")
    page = world.client(world.admin).get(reverse("teams")).content.decode()
    assert page.count(reverse("team_close", args=[idle.pk])) == page.count("/close/") == 1
    assert "/close/" not in world.client(world.auditor).get(reverse("teams")).content.decode()


def test_deciders_and_roles_export_each_their_own_rows(world) -> None:
    client, address = world.client(world.hr), reverse("roles")
    page = client.get(address)
    for name, table in (("deciders", page.context["standing"]), ("roles", page.context["every"])):
        answer = client.get(address, {f"{name}.export": "1"})
        assert len(answer.content.decode().splitlines()) == table.total + 1 > 1
    filtered = client.get(address, {"roles.q": "审计"}).context["every"]
    assert 0 < filtered.found < filtered.total


def test_a_role_says_its_function_once(world) -> None:
    table = world.client(world.hr).get(reverse("roles")).context["every"]
    said = texts(table)
    assert all(len(set(text.split(" · "))) == len(text.split(" · ")) for text in said)
    assert any(" · " in text for text in said)
