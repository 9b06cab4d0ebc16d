"""360° feedback: asked, given, closed, confidential."""
