# The targets a reader needs: lab, pdf. A developer's: test, notebooks, outputs, badge, locks.
# Each sets up what it needs, in build/ and lib/target/.

PORT ?= 8888
PDF  ?= build/handouts
NB   ?=
# What make mutants changes.
ROOMS ?= expr check
# How many guards run side by side, a file of them at a time.
LANES ?= 2
# The folder that lab serves, and what it passes on to JupyterLab.
NOTEBOOKS ?= notebooks
LAB  ?=
ITEMS := lib/src/main/resources/handgrad/sheet/items.tsv
# The versions that variants draws, and the tests that quiz does.
TASK  ?= 5
COUNT ?= 30
SEED  ?= 7
# Who sits in the class that hub tries.
STUDENTS ?= 5
JAVA_HOME := $(shell sh make/java-home)
ifneq ($(JAVA_HOME),)
export JAVA_HOME
export PATH := $(JAVA_HOME)/bin:$(PATH)
endif
export PORT PYTHON

VENV := build/venv
PY   := $(VENV)/bin/python
JAR  := lib/target/handgrad.jar
PIP  := -m pip --disable-pip-version-check install --no-input

.PHONY: lab kernel pdf editions classroom hub variants quiz test java-tests guards prose notebooks outputs badge locks bench mutants doctor doctor-java doctor-python doctor-port
.DELETE_ON_ERROR:

lab: doctor-port kernel
	@find $(NOTEBOOKS) -name '*.ipynb' -not -path '*/.ipynb_checkpoints/*' -exec $(PY) -m jupyter trust {} + >/dev/null
	$(PY) -m jupyter lab --allow-root --ServerApp.ip=127.0.0.1 --port=$(PORT) --ServerApp.port_retries=0 --ServerApp.root_dir=$(NOTEBOOKS) $(LAB)

pdf: $(VENV)/lab
	@$(PY) -m handgrad_handout notebooks --to $(PDF) --course $(ITEMS)

editions: $(VENV)/lab
	@$(PY) -m handgrad_handout.editions notebooks --to build/editions --items $(ITEMS)

classroom: $(JAR) editions $(VENV)-classroom/done
	@PATH=$(abspath $(VENV)-classroom/bin):$$PATH $(VENV)-classroom/bin/python -m classroom.round_trip build/editions/nbgrader --to build/classroom $(if $(NB),--only '$(NB)')

variants: $(JAR) $(VENV)/lab
	@$(PY) -m handgrad_handout.variants --task='$(TASK)' --count='$(COUNT)' --seed='$(SEED)' --to build/variants

# Six questions before the course and six after it.
quiz: $(JAR) $(VENV)/lab
	@$(PY) -m handgrad_handout.variants --quiz --seed='$(SEED)' --to build/quiz

test: java-tests guards

java-tests: | doctor-java
	mvn -q -B verify

guards: kernel $(VENV)/test $(VENV)-binder/done
	$(PY) -m pytest -c tests/pytest.ini --numprocesses=$(LANES) --dist=loadfile --junitxml=build/reports/guards.xml tests

prose: kernel
	@PYTHONPATH=tests $(PY) -m guards.formulas $(NB)

notebooks: kernel
	@PYTHONPATH=tests $(PY) -m guards.run $(NB)

outputs: kernel
	@PYTHONPATH=tests $(PY) -m guards.run --write $(NB)

bench: | doctor-java
	@echo 'building the benchmark ...'
	@sh make/quietly Maven mvn -q -B -pl lib,bench package -DskipTests
	@$(MAKE) -s kernel; $(MAKE) -s $(VENV)-bench/done; true
	@java -cp $(JAR):bench/target/bench.jar handgrad.bench.Main build/bench.tsv $(ROWS)

# The others by name: make mutants ROOMS='derive net fit'
mutants: | doctor-java
	@sh make/mutants $(ROOMS)

# A JupyterHub on this machine, and students who run a notebook all at once.
hub: $(JAR) $(VENV)-hub/done
	@$(VENV)-hub/bin/python make/kernel.py $(JAR)
	@$(VENV)-hub/bin/python hub/students.py $(STUDENTS)

$(VENV)-hub/done: requirements/hub.txt hub/package-lock.json | doctor-python
	@command -v npm >/dev/null || { echo 'npm is missing: apt install npm' >&2; exit 1; }
	@echo 'installing JupyterHub into $(VENV)-hub, its proxy into hub/ ...'
	@$$(sh make/python) -m venv $(VENV)-hub
	@sh make/quietly Python $(VENV)-hub/bin/python $(PIP) --require-hashes --only-binary :all: -r requirements/hub.txt
	@cd hub && npm ci --silent --no-audit --no-fund
	@touch $@

$(VENV)-bench/done: requirements/bench.txt | doctor-python
	@echo 'installing the libraries to compare with into $(VENV)-bench ...'
	@$$(sh make/python) -m venv $(VENV)-bench
	@sh make/quietly Python $(VENV)-bench/bin/python $(PIP) --require-hashes --only-binary :all: -r requirements/bench.txt
	@touch $@

$(VENV)-classroom/done: requirements/classroom.txt | doctor-python
	@echo 'installing nbgrader into $(VENV)-classroom ...'
	@$$(sh make/python) -m venv $(VENV)-classroom
	@sh make/quietly Python $(VENV)-classroom/bin/python $(PIP) --require-hashes --only-binary :all: -r requirements/classroom.txt
	@touch $@

badge: doctor-python
	@$$(sh make/python) make/badge.py '$(REPO)'

LOCK := UV_CUSTOM_COMPILE_COMMAND='make locks' uv pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links
locks:
	$(LOCK) requirements/lab.in --output-file requirements/lab.txt
	$(LOCK) requirements/test.in --output-file requirements/test.txt
	$(LOCK) requirements/bench.in --output-file requirements/bench.txt
	$(LOCK) requirements/classroom.in --output-file requirements/classroom.txt
	$(LOCK) requirements/hub.in --output-file requirements/hub.txt
	$(LOCK) requirements/binder.in --output-file requirements/binder.txt
	$(LOCK) requirements/image.in --output-file binder/requirements.txt

doctor: doctor-java doctor-python
doctor-java:
	@sh make/doctor java maven
doctor-python:
	@sh make/doctor python
doctor-port: doctor
	@sh make/doctor port

$(JAR): pom.xml lib/pom.xml $(shell find lib/src/main) | doctor-java
	@echo 'building the library ...'
	@sh make/quietly Maven mvn -q -B -pl lib package -DskipTests

# Looks each time whether Java or the library is another than the kernel was made for.
kernel: $(JAR) $(VENV)/lab
	@$(PY) make/kernel.py $(JAR)

$(VENV)/lab: requirements/lab.txt handout/pyproject.toml | doctor-python
	@echo 'installing JupyterLab and the Java kernel into $(VENV) ...'
	@$$(sh make/python) -m venv $(VENV)
	@sh make/quietly Python $(PY) $(PIP) --require-hashes --only-binary :all: -r requirements/lab.txt
	@$(PY) $(PIP) -q --no-deps --no-build-isolation --no-index -e handout
	@touch $@

$(VENV)/test: requirements/test.txt $(VENV)/lab
	@sh make/quietly Python $(PY) $(PIP) --require-hashes --only-binary :all: -r requirements/test.txt
	@touch $@

$(VENV)-binder/done: requirements/binder.txt | doctor-python
	@$$(sh make/python) -m venv $(VENV)-binder
	@sh make/quietly Python $(VENV)-binder/bin/python $(PIP) --require-hashes -r requirements/binder.txt
	@touch $@
