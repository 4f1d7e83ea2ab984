"""A web process of its own, with the site's own settings, that does what a test tells it."""

import importlib
import multiprocessing
import os
from contextlib import contextmanager

import django


def _obey(module, environment, orders):
    os.environ |= environment
    django.setup()
    site = importlib.import_module(module).Site()
    while True:
        name, *arguments = orders.recv()
        orders.send(getattr(site, name)(*arguments))


@contextmanager
def another(module, environment):
    """Gives a function from an act of the module's ``Site`` and its arguments to its answer.

    ``environment`` is added to what every such process is told.
    """
    told = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "ENV_FILE": os.devnull,
        "SITE_URL": "http://news.example.org",
    }
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    arguments = [module, told | environment, there]
    process = context.Process(target=_obey, args=arguments, daemon=True)
    process.start()

    def act(name, *given):
        here.send((name, *given))
        while not here.poll(0.1):
            assert process.is_alive()
        return here.recv()

    try:
        yield act
    finally:
        process.kill()
        process.join()
