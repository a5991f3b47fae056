"""Where a site can be published to: one module for each kind of target, and what they share."""
