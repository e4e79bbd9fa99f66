"""Whether the visitor is an administrator: signed in by the provider of the secrets, and named in them.

Without secrets that name administrators there are none, and no page of theirs. Nor is there one in an embedded view,
where another site's page lies around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from server import administrators


def exists() -> bool:
    """Whether there is a page for administrators."""
    return bool(administrators.named()) and not st.context.is_embedded


def is_signed_in() -> bool:
    """Whether the provider has said who the visitor is."""
    return bool(claims().get("is_logged_in"))


def name() -> str:
    """How the provider calls the visitor: by an address, else by a subject; "" for nobody."""
    known = claims() if is_signed_in() else {}
    return str(known.get("email") or known.get("sub") or "")


def known_as() -> str:
    """Who is signed in, for others to read: by an address only where the provider has verified it, for people may enter
    any; else by a subject; "" for nobody."""
    known = claims() if is_signed_in() else {}
    is_verified = str(known.get("email_verified", "")).lower() == "true"
    return str((known.get("email") if is_verified else None) or known.get("sub") or "")


def is_one() -> bool:
    """Whether the visitor is an administrator, now: asked by whatever shows or changes something."""
    return exists() and is_signed_in() and administrators.is_one(claims())


def claims() -> Mapping[str, Any]:
    """What the provider has said of the visitor."""
    return st.user.to_dict()
