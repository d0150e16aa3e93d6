# Verbs only. What they need is installed by press/install.py before they run.
.DEFAULT_GOAL := help
.PHONY: book check proof board verify release verify-release validators test lint fuzz bench clean distclean help lock ready

# Python and Java read paths with æøå wherever the machine's own locale would not.
export PYTHONUTF8 := 1
export LC_ALL := C.UTF-8
FITS := import ctypes, hashlib, subprocess, sys; sys.exit(sys.version_info < (3, 11))
PYTHONS := $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11)
# macOS looks for Homebrew's libraries only when told to, and forgets it at every shell.
LIBRARIES := DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib
RUN := $(LIBRARIES) .venv/bin/python

book: ready ## Byg alle udgaver til dist/ (kun én: make book EDITION=epub)
	@$(RUN) build.py book $(if $(EDITION),--edition "$(EDITION)")

proof: ready ## Vis alle sider på ét ark med mærker, hvor noget er værd at se efter
	@$(RUN) build.py proof $(ARGS)

board: ready ## Lav papirer til bestyrelsen (MEETING=2026-12-10 ITEM=5, måske CHAPTERS=08,11 SINCE=HEAD~5)
	@$(RUN) build.py board --meeting "$(MEETING)" --item "$(ITEM)" --chapters "$(CHAPTERS)" --since "$(SINCE)"

check: ready ## Find alle problemer i bogen uden at bygge den
	@$(RUN) build.py check $(ARGS)

test: ready ## Kør prøverne
	@$(RUN) build.py test -- $(ARGS)

lint: ready ## Efterse koden
	@$(RUN) build.py lint

verify: ready ## Lad EPUBCheck, DAISY Ace, veraPDF og axe efterprøve udgaverne
	@$(RUN) build.py verify $(if $(EDITION),--edition "$(EDITION)")

release: ready ## Saml en udgivelse: VERSION=1.0.0 [DRAFT=1] [LETTERS=modtagere.csv]
	@$(RUN) build.py release --version "$(VERSION)" $(if $(DRAFT),--draft) $(if $(LETTERS),--letters "$(LETTERS)")

verify-release: ## Efterprøv en modtaget udgivelse: DIR=mappen (kræver kun Python)
	@python3 press/delivery/received.py "$(DIR)"

validators: ready ## Hent værktøjerne til make verify (de lægges i .venv)
	@$(RUN) -m press.judges.fetch

fuzz: ready ## Prøv korrekturen på 2.000 tilfældige bøger med og uden fejl (ARGS="--books 200")
	@$(RUN) -m tests.proofreading.fuzz $(ARGS)

bench: ready ## Mål hastigheden
	@$(RUN) build.py bench -- $(ARGS)

# PYTHONSAFEPATH: pip-tools needs a package called "build", which our build.py would hide.
lock: ready ## Lås pakkerne på ny efter pyproject.toml (kræver net; ARGS=--upgrade: nyeste udgaver)
	@$(RUN) -m venv --clear .cache/lock
	@.cache/lock/bin/python -m pip install --quiet pip-tools==7.6.2
	@PYTHONSAFEPATH=1 .cache/lock/bin/python -m piptools compile --quiet --extra dev --generate-hashes $(ARGS) \
		--strip-extras --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --no-emit-options --output-file requirements.lock pyproject.toml

clean: ## Fjern dist/ og .cache/
	@rm -rf dist .cache

distclean: clean ## Fjern også .venv/
	@rm -rf .venv

help: ## Vis denne hjælp
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

ready:
	@for python in $(PYTHONS); do \
		"$$python" -c '$(FITS)' 2>/dev/null || continue; \
		$(LIBRARIES) "$$python" -m press.install; exit; \
	done; \
	{ echo 'Maskinen mangler Python 3.11 eller nyere. Kør den linje, der passer, og prøv så igen:'; \
	  echo '  Debian/Ubuntu: sudo apt-get install -y python3 python3-venv   (Debian 12, Ubuntu 24.04 eller nyere)'; \
	  echo '  Fedora:        sudo dnf install -y python3'; \
	  echo '  macOS:         brew install python'; \
	  echo 'Ligger den et særligt sted: make book PYTHON=/sti/til/python3'; } >&2; exit 3
