"""Keeping and sharing: what a visitor brought is kept under a link (``keep``), what a link has opened is said on every
page (``opened``), what a later document says otherwise (``versions``); documents that were not read are handed over
(``hand_over``)."""
