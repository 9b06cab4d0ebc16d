"""The same lake in a bucket: Amazon's interface, answered by a server of this test."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from deskmerit.records.lake import tidy
from deskmerit.records.lake.manifest import Manifest, Overtaken, commit, current
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.store import Change, write
from records.lake.rows import NOW, digest, events, held, lake_in


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Place]:
    """An empty bucket on a free port of this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    said = {"ENDPOINT_URL": f"http://{host}:{port}", "ACCESS_KEY_ID": "id", "SECRET_ACCESS_KEY": "secret"}
    for name, value in {**said, "REGION": "eu-west-1", "ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    client = boto3.client("s3", endpoint_url=said["ENDPOINT_URL"], region_name="eu-west-1")
    name = f"desk-{port}"  # the servers of one process share their buckets
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    yield Place(f"s3://{name}/our/lake", tmp_path / "cache")
    server.stop()


def test_a_bucket_holds_the_same_lake_as_a_folder(bucket: Place, tmp_path: Path) -> None:
    for place in (bucket, lake_in(tmp_path)):
        write(place, Change(rows={"events": events(1, 2, 40)}), NOW, "one", "rt", {"cursor": 1})
        write(place, Change(rows={"events": events(2, 3, kind="internal_note")}), NOW, "two", "rt", {"cursor": 2})
        tidy.compact(place, NOW)
        tidy.vacuum(place, NOW)
        assert tidy.check(place, deep=True) == []
    there, here = current(bucket), current(lake_in(tmp_path))
    assert (held(bucket, there), digest(there), there.sources) == (
        held(lake_in(tmp_path), here), digest(here), here.sources,
    )  # fmt: skip


def test_of_two_machines_that_write_to_one_bucket_the_second_is_told(bucket: Place) -> None:
    write(bucket, Change(rows={"events": events(1)}), NOW, "one")
    commit(bucket, Manifest(2))
    with pytest.raises(Overtaken):
        commit(bucket, Manifest(2))


def test_copies_that_no_manifest_names_go_with_a_vacuum_here_or_on_another_machine(
    bucket: Place, tmp_path: Path
) -> None:
    other = Place(bucket.address, tmp_path / "other")
    write(bucket, Change(rows={"events": events(1, 2, 40)}), NOW, "one")
    for each in (bucket, other):
        held(each, current(each))
    old = set(other.copies())
    write(bucket, Change(rows={"events": events(2, 3, kind="internal_note")}), NOW, "two")
    tidy.compact(bucket, NOW)
    now = current(bucket)
    held(bucket, now)
    under_way = bucket.cache / "lake" / f"events/{min(now.tables['events'].files)}.7.part"
    under_way.write_bytes(b"")
    gone = tidy.vacuum(bucket, NOW + timedelta(days=1), days=0)
    named = {f"events/{file}" for file in now.tables["events"].files}
    assert {name for name in bucket.copies() if not name.endswith(".part")} == named
    assert under_way.exists(), "what is being fetched is wanted"
    assert gone.fetched > 0
    assert (set(other.copies()), tidy.forget(other)) == (old, len(old - named))
    assert set(other.copies()) == old & named
    assert held(bucket, now) == held(other, now)
