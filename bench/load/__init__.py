"""The web application under load: a large organisation made of real scorecards, and people who walk its pages."""
