"""Who reports, for which year, published when.

In comes a ``Document``, out goes an ``Identity``. One step gives to the next: ``titles`` finds the title and the body's
name in it, ``stated`` what the first paragraphs say of both, ``places`` the region of that name: ``walk`` goes through
the divisions that it begins with, ``spoken`` asks the prose, ``stems`` knows all their forms. ``facts`` leads through
the steps and adds year and date of publication.
"""
