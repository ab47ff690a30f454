"""A press comes from the page itself: a signed word in every form, bound to the link.

Django's own protection compares where a form comes from, and a page that asks browsers to
tell nobody where they came from (``no-referrer``, because its address is a secret) sends
forms from "null". It would need a cookie too, and this page has none. What it protects
against is the same here: nobody who has not opened this very page can post for it, and who
posts without the word (a scanner, a page elsewhere) changes nothing.
"""

from django.core import signing

_SALT = "voldaan.portal.press"
#: How long a page may stand open before its buttons must be fetched anew.
GOOD_FOR_SECONDS = 7 * 24 * 60 * 60


def proof(link_id: int) -> str:
    """Give the word for the forms of a page that this link opened."""
    return signing.dumps(link_id, salt=_SALT)


def is_proof(word: str, *, link_id: int) -> bool:
    """Say whether a form with this word comes from a page that this link opened lately."""
    try:
        found = signing.loads(word[:500], salt=_SALT, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return False
    return bool(found == link_id)
