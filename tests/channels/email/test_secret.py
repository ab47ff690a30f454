import pytest

from voldaan.channels.email import secret

KEY = "the secret of this installation"
NEW = "another secret, made after a leak"


class TestSeal:
    def test_hides_the_password_and_gives_it_back(self) -> None:
        sealed = secret.seal("hemel € 7", key=KEY)

        assert "hemel" not in sealed
        assert secret.unseal(sealed, key=KEY) == "hemel € 7"

    def test_never_gives_the_same_text_twice(self) -> None:
        assert secret.seal("x", key=KEY) != secret.seal("x", key=KEY)

    def test_refuses_a_weak_key(self) -> None:
        with pytest.raises(secret.WeakKey):
            secret.seal("x", key="short")


class TestUnseal:
    def test_refuses_another_key(self) -> None:
        with pytest.raises(secret.WrongKey):
            secret.unseal(secret.seal("x", key=KEY), key=NEW)

    def test_opens_what_an_old_key_sealed(self) -> None:
        assert secret.unseal(secret.seal("x", key=KEY), key=NEW, old_keys=(KEY,)) == "x"

    @pytest.mark.parametrize("sealed", ["", "x", "é", "gAAAAA=="])
    def test_refuses_damage(self, sealed: str) -> None:
        with pytest.raises(secret.WrongKey):
            secret.unseal(sealed, key=KEY)
