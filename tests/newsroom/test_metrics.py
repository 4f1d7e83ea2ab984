"""Counts of several processes, told to whoever has the token."""

import multiprocessing
import os

import django
from django.test import Client

TOKEN = "token-of-the-tests"


def run_processes(folder, answers):
    """Two web processes that answer one request each; then the first is asked for the counts."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "ENV_FILE": os.devnull,
        "DATABASE_URL": "sqlite://:memory:",
        "SITE_URL": "https://news.example.org",
        "LOG_LEVEL": "CRITICAL",
        "METRICS_TOKEN": TOKEN,
        "METRICS_DIR": folder,
        "PAGE_STORE_DIR": "",
    }
    django.setup()
    client = Client(headers={"host": "127.0.0.1"})
    answers.send(client.get("/healthz").status_code)
    if (other := os.fork()) == 0:
        client.get("/healthz")
        os._exit(0)
    os.waitpid(other, 0)
    for given in ("", "Bearer wrong", f"Bearer {TOKEN}"):
        answer = client.get("/metrics", headers={"authorization": given})
        answers.send((answer.status_code, answer.content.decode()))


def test_counts_of_all_processes_are_told_to_who_has_the_token(tmp_path):
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=run_processes, args=[str(tmp_path), there], daemon=True)
    process.start()

    assert here.recv() == 200
    assert [here.recv()[0], here.recv()[0]] == [404, 404]
    status, text = here.recv()
    process.join()

    lines = text.splitlines()
    name = "newsroom_request_seconds_count"
    assert status == 200
    assert f'{name}{{method="GET",status="2xx",view="health"}} 2.0' in lines
    assert f'{name}{{method="GET",status="4xx",view="metrics"}} 2.0' in lines
    assert 'newsroom_ok{part="disk"} 1.0' in lines
