from pathlib import Path

from voldaan.readers.counting import CountingBytes, CountingFile


class TestCounting:
    def test_tells_at_hundredths_only(self) -> None:
        told: list[tuple[int, int]] = []
        source = CountingBytes(b"x" * 1000, lambda done, of: told.append((done, of)))

        for _ in range(1000):
            source.read(1)

        assert len(told) <= 101
        assert told[-1][1] == 1000

    def test_tells_of_lines_too(self) -> None:
        told: list[tuple[int, int]] = []
        source = CountingBytes(b"a\nb\n", lambda done, of: told.append((done, of)))

        assert source.readline() == b"a\n"
        assert told == [(2, 4)]

    def test_may_have_nobody_to_tell(self) -> None:
        assert CountingBytes(b"a", None).read() == b"a"

    def test_reads_a_file_on_disk_the_same(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_bytes(b"a\nb\n")
        told: list[tuple[int, int]] = []

        with CountingFile(path, lambda done, of: told.append((done, of))) as source:
            assert (source.readline(), source.read()) == (b"a\n", b"b\n")

        assert told == [(2, 4), (4, 4)]
