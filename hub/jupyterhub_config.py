"""A class server on this machine alone: a process and a home of its own for each student.

`make hub` starts it by students.py, which gives it a folder, three ports and a token.
"""

import os
import shutil
from pathlib import Path

course = Path(__file__).resolve().parent.parent
folder = Path(os.environ["HUB_FOLDER"])


def furnish(spawner):
    """Puts the course into a new home, as the image of binder/ does."""
    home = folder / "homes" / spawner.user.name
    if not home.exists():
        shutil.copytree(course / "notebooks", home / "notebooks")
        (home / "lib/target").mkdir(parents=True)
        (home / "lib/target/handgrad.jar").symlink_to(course / "lib/target/handgrad.jar")


c = get_config()  # noqa: F821
c.JupyterHub.bind_url = f"http://127.0.0.1:{os.environ['HUB_PORT']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{os.environ['HUB_API_PORT']}"
c.JupyterHub.db_url = f"sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = str(folder / "cookie_secret")
c.ConfigurableHTTPProxy.command = [str(course / "hub/node_modules/.bin/configurable-http-proxy")]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['HUB_PROXY_PORT']}"
c.ConfigurableHTTPProxy.pid_file = str(folder / "proxy.pid")
# Nobody signs in by hand: students.py speaks for the students with its token.
c.JupyterHub.authenticator_class = "null"
c.JupyterHub.services = [{"name": "students", "api_token": os.environ["HUB_TOKEN"]}]
scopes = ["admin:users", "admin:servers", "admin:server_state", "tokens", "access:servers"]
c.JupyterHub.load_roles = [{"name": "students", "services": ["students"], "scopes": scopes}]
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(folder / "homes/{username}")
c.Spawner.pre_spawn_hook = furnish
c.Spawner.default_url = "/lab/tree/notebooks/en/00-start.ipynb"
c.Spawner.args = ["--allow-root"]
