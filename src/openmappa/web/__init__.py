"""The frame of the site: home, sign-in, page components, and pages of more rooms than one."""
