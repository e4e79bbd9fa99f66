"""Pages → Document.

``mhtml`` and ``clipboard`` unwrap what ``html`` reads. Before it does, ``visible`` leaves of the page what a browser
shows, by its ``styles`` and by what its ``cells`` hold beside text.
"""
