"""What the proofs of crashes and races stand on is itself looked at."""

import pytest
from django.db import transaction

from deskmerit.web.shared.models import Preference
from web.crashing import survives


def test_a_thing_done_in_two_transactions_is_found_half_done(world) -> None:
    def halves() -> None:
        for key in ("one", "other"):
            with transaction.atomic():
                Preference.objects.update_or_create(key=key)

    with pytest.raises(AssertionError, match="half done"):
        survives(halves, 100)


def test_a_thing_done_again_at_each_attempt_is_found_doubled(world) -> None:
    def doubled() -> None:
        Preference.objects.create(key=str(Preference.objects.count()))
        list(Preference.objects.all())

    with pytest.raises(AssertionError, match=r"done again|half done"):
        survives(doubled, 100, stays={"shared_preference"})


def test_a_file_written_in_two_parts_is_found_half_written(world, tmp_path) -> None:
    def parts() -> None:
        with (tmp_path / "a.csv").open("a", encoding="utf-8") as file:
            for part in ("one", "other"):
                file.write(part)
                file.flush()
                Preference.objects.exists()

    with pytest.raises(AssertionError, match=r"half written|other files"):
        survives(parts, 100, folder=tmp_path)
