"""What is refused at the door, by the first bytes of the file, never by its name."""

from voldaan.readers import csv_header, xml
from voldaan.readers.shapes import Problem, facts
from voldaan.readers.text_lines import head_text

_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00?\x00", b"\x00<\x00?")
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "file.picture", "PNG"),
    (b"\xff\xd8\xff", "file.picture", "JPEG"),
    (b"GIF8", "file.picture", "GIF"),
    (b"II*\x00", "file.picture", "TIFF"),
    (b"MM\x00*", "file.picture", "TIFF"),
    (b"\x00\x00\x01\x00", "file.picture", "icon"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.office", "Word or Excel before 2007"),
    (b"{\\rtf", "file.office", "RTF"),
    (b"-----BEGIN PGP", "file.encrypted", "PGP"),
    (b"Salted__", "file.encrypted", "OpenSSL"),
    (b"age-encryption.org", "file.encrypted", "age"),
    (b"MZ", "file.program", "Windows"),
    (b"\x7fELF", "file.program", "Linux"),
    (b"\xcf\xfa\xed\xfe", "file.program", "macOS"),
    (b"\xca\xfe\xba\xbe", "file.program", "macOS or Java"),
    (b"\x1f\x8b", "file.archive", "gzip"),
    (b"7z\xbc\xaf", "file.archive", "7z"),
    (b"Rar!", "file.archive", "RAR"),
    (b"BZh", "file.archive", "bzip2"),
    (b"\xfd7zXZ", "file.archive", "xz"),
    (b"\x28\xb5\x2f\xfd", "file.archive", "zstd"),
)

#: XML whose turn comes later, by its root element.
_LATER_XML = {
    "OFX": ("a bank file in OFX", "CAMT.053 or MT940"),
}

#: Bank CSV whose turn comes later, by some of its columns.
_LATER_CSV = (
    ({"transferwise id", "date", "amount"}, "a CSV of Wise"),
    ({"creditcard nummer", "bedrag"}, "a credit card CSV of Rabobank"),
)


def refusal(head: bytes) -> Problem | None:
    """Say why these first bytes are no file to read, or None when they may be one."""
    if not head.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        return _problem("file.empty")
    if _ENCRYPTED_OFFICE in head:
        return _problem("file.encrypted")
    for magic, code, found in _MAGIC:
        if head.startswith(magic):
            return _problem(code, found=found)
    return _by_inside(head)


def unknown(head: bytes) -> Problem:
    """Say what a file of no known kind looks like, as far as that helps its owner."""
    names = xml.first_names(head)
    if names:
        found, expected = _LATER_XML.get(names[0][1], ("", ""))
        if found:
            return _problem("file.later", found=found, expected=expected)
        return _problem("xml.unknown", found=names[0][1][:60])
    if head_text(head[:200]).lstrip().startswith(("<?xml", "<!DOCTYPE", "<!--")):
        return _broken_xml(head)
    begin = head_text(head[:200]).strip()[:40]
    return _problem("file.unknown", found=begin)


def later(head: bytes) -> Problem | None:
    """Name a bank's CSV that this version does not read, or None."""
    text = head_text(head).lstrip()
    if text.startswith(("OFXHEADER", "!Type:")):
        return _problem("file.later", found="a bank file in OFX or QIF", expected=_OTHERWISE)
    header = csv_header.header(csv_header.first_line(head))
    for columns, found in _LATER_CSV:
        if header is not None and columns <= set(header.names):
            return _problem("file.later", found=found, expected=_OTHERWISE)
    return None


_OTHERWISE = "CAMT.053 or MT940, which that bank offers too"


def _broken_xml(head: bytes) -> Problem:
    """Say what keeps the first bytes from being XML with a root element."""
    problem = _problem("xml.unknown", found="")
    try:
        xml.root(head)
    except xml.XmlRefused as refused:
        problem = refused.problem
    return problem


def _by_inside(head: bytes) -> Problem | None:
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        return _problem("file.picture", found="picture, sound or film")
    if head[:2] == b"BM" and b"\x00" in head[:30]:
        return _problem("file.picture", found="BMP")
    if head[257:262] == b"ustar":
        return _problem("file.archive", found="tar")
    if head.startswith((b"PK", *_UTF_16)) or b"%PDF-" in head[:1024]:
        return None
    if b"\x00" in head:
        return _problem("file.binary", found="it has zero bytes")
    return None


def _problem(code: str, **found: object) -> Problem:
    return Problem(code, "file", "error", facts(**found))
