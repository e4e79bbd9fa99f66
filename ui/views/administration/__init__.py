"""The page of administrators: who may see it (``page``), what is kept and public (``kept``), what could not be read
(``unread``), what people and administrators have done (``history``). ``ui.compare.administration`` makes its frames."""
