"""Who administers this installation: those whom the secrets name, signed in by the provider that these name, too.

Streamlit's ``secrets.toml`` has a section ``[auth]`` for the provider (OpenID Connect), which ``st.login`` takes, and
``[administration]`` with the list ``administrators``: e-mail addresses, or subjects (the provider's own ids of people).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit import auth_util

# What `st.login` needs of a provider
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
# Whoever guesses it is whoever he wants to be
_LEAST_SECRET = 32
_SECTION, _NAMES = "administration", "administrators"


def named() -> frozenset[str]:
    """The administrators; empty where there are none, or no provider by whom they could be known."""
    return frozenset() if problems() else frozenset(_names())


def is_one(claims: Mapping[str, Any]) -> bool:
    """Whether the person is an administrator of whom the provider says this: by a subject, or by an address that the
    provider has verified, for elsewhere people may enter any."""
    known = named()
    subject, email = str(claims.get("sub", "")), str(claims.get("email", "")).lower()
    is_verified = str(claims.get("email_verified", "")).lower() == "true"
    return ("@" not in subject and subject in known) or (is_verified and "@" in email and email in known)


def problems() -> list[str]:
    """What is wrong with the secrets, a sentence each; nothing where they name no administrator."""
    if not _section(_SECTION):
        return []
    auth = _section("auth")
    if lacking := [name for name in _NEEDED if not str(auth.get(name, "")).strip()]:
        return [f"The secrets name administrators, and [auth] lacks {', '.join(lacking)}"]
    wrong = []
    if not _names():
        wrong.append(
            "[administration] in the secrets has to hold administrators, a list of e-mail addresses or subjects"
        )
    if not str(auth["redirect_uri"]).endswith(_CALLBACK):
        wrong.append(f"redirect_uri in the secrets has to be the address of the app with {_CALLBACK} behind it")
    if len(str(auth["cookie_secret"])) < _LEAST_SECRET:
        wrong.append(f"cookie_secret in the secrets has to be {_LEAST_SECRET} characters of chance at least")
    if not auth_util.is_authlib_installed():
        wrong.append("The secrets name administrators, who need Authlib: pip install -r requirements.txt")
    return wrong


def _names() -> list[str]:
    given = _section(_SECTION).get(_NAMES, ())
    if not isinstance(given, list | tuple):
        return []
    # an address is the same in capitals, a subject is not
    names = (str(name).strip() for name in given)
    return [name.lower() if "@" in name else name for name in names if name]


def _section(name: str) -> Mapping[str, Any]:
    """A section of the secrets; empty where there is none, or no secrets at all."""
    section = st.secrets.get(name, {}) if st.secrets.load_if_toml_exists() else {}
    return section if isinstance(section, Mapping) else {}
