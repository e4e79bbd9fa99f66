"""The datasets that this installation shows, each opened once: those that ``DATASET`` names, else the samples and the
made-up one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

import demo
import settings
from queries import Asked
from ui.texts import t
from ui.visitor import samples

SAMPLES, DEMO = "samples", "demo"


def addresses() -> Mapping[str, str]:
    """The addresses of the datasets by name; "" is that of the samples, which has to be made first."""
    named = settings.words("DATASET")
    return _named(named) if named else {SAMPLES: "", DEMO: str(demo.FOLDER / demo.DATASET)}


def opened(name: str) -> Asked:
    """The dataset of this name. Raises NotADatasetError, or what its file system raises."""
    address = addresses()[name]
    if address:
        return _opened(address)
    folder = samples.folder()
    if samples.is_made(folder):
        return _opened(samples.dataset_of(folder))
    # an element in its place at the first run only: later ones must not push others along
    with st.spinner(t("dataset.making")):
        return _opened(samples.dataset_of(folder))


def asked(name: str) -> Asked:
    """As ``opened``, for whoever asks without a page."""
    return _opened(addresses()[name] or samples.dataset_of(samples.folder()))


def _named(given: tuple[str, ...]) -> dict[str, str]:
    """By the last part of each address; the same part twice has a number behind it."""
    addresses: dict[str, str] = {}
    for address in given:
        name = last = address.rstrip("/").rpartition("/")[2] or address
        number = 1
        while name in addresses:
            number += 1
            name = f"{last}-{number}"
        addresses[name] = address
    return addresses


# As many as an installation names, each some megabytes of what it has answered
@st.cache_resource(show_spinner=False, max_entries=32)
def _opened(address: str) -> Asked:
    return Asked(address)
