"""Who reports, for which year, published when.

In comes a ``Document``, out goes an ``Identity``. One step gives to the next: ``titles`` locates the title and the
body's name in it, ``stated`` what the first paragraphs say of both, ``places`` the region of that name: ``walk`` goes
through the divisions that it begins with, ``spoken`` searches the prose, ``stems`` knows all their forms, ``endings``
those of bodies. ``facts`` leads through the steps and adds year and date of publication.
"""
