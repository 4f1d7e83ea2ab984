#!/bin/sh
# What a container does: `web`, `worker`, or any command of manage.py.
set -eu

case "${1:-web}" in
web)
    # The numbers of processes begin anew in a container, so nobody could tell who died writing.
    rm -rf "${PAGE_STORE_DIR:?}"/*
    if [ -n "${PAGE_STORE_FRONT:-}" ]; then
        python manage.py nginx_headers > "$PAGE_STORE_FRONT"
    fi
    exec granian newsroom.wsgi:application --interface wsgi --no-ws --host 0.0.0.0 --port 8000 \
        --workers "${WEB_PROCESSES:-2}" --blocking-threads 4 --respawn-failed-workers \
        --workers-kill-timeout 30 --log-level warning
    ;;
worker)
    rm -rf "${PAGE_STORE_DIR:?}"/*
    exec python manage.py run_jobs
    ;;
*)
    exec python manage.py "$@"
    ;;
esac
