"""What administrators see and do. Where the secrets name none, it has no place in the navigation and no address."""

from ui.parts import page
from ui.views.administration import page as administration

page.through_app()

administration.show()
