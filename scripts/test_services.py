"""Runs the database-dependent tests again on PostgreSQL and Redis.

Where no server answers it says so and stops: quietly on a developer's machine, as a failure in CI.
Takes pytest's arguments.
"""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

ROOT = Path(__file__).resolve().parent.parent
POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
# Not database 0: the tests empty the one they use. Each parallel process takes the next number.
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/8")
IN_CI = os.environ.get("CI") == "true"


def unreachable() -> list[str]:
    found = []
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=5).close()
    except psycopg.Error as error:
        found.append(f"PostgreSQL: {str(error).strip()}")
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=5).ping()
    except redis.RedisError as error:
        found.append(f"Redis: {error}")
    return found


def own_database(url: str) -> str:
    """The same server with a database name of this run's own; Django puts test_ before it."""
    return urlunsplit(urlsplit(url)._replace(path=f"/newsroom_{os.getpid()}"))


def main(arguments: list[str]) -> int:
    missing = unreachable()
    if missing:
        print("\n".join(missing), file=sys.stderr)
        print(
            "The tests on PostgreSQL and Redis were not run: no server answered.", file=sys.stderr
        )
        return 1 if IN_CI else 0
    environment = os.environ | {"DATABASE_URL": own_database(POSTGRESQL), "REDIS_URL": REDIS}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "worksteal",
        "-m",
        "database and not browser",
        *arguments,
    ]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
