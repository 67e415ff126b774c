package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Key.required;
import static io.rheostat.config.shape.Shapes.POSITIVE_DURATION;
import static io.rheostat.config.shape.Shapes.TEXT;
import static io.rheostat.config.shape.Shapes.mapping;

import io.rheostat.config.shape.Shape.ListOf;
import io.rheostat.config.shape.Shape.MapOf;
import io.rheostat.config.shape.Shape.Mapping;
import java.util.List;

/// Keys of targets without a cluster: an HTTP endpoint, and processes of this machine.
final class LocalTargetShapes {
  private LocalTargetShapes() {}

  static Mapping webhook() {
    return mapping(
        required(
            "url",
            TEXT,
            "\"https://scaler.chat.svc/resize\"",
            "Told of a resize by POST, asked what runs by GET; https, or http on this machine."),
        optional(
            "secretFile",
            TEXT,
            "/run/secrets/scaler",
            "File with the secret that signs each call, beside this folder unless absolute."),
        optional(
            "secretEnv", TEXT, "SCALER_SECRET", "Environment variable with it, instead of a file."),
        defaulted("timeout", POSITIVE_DURATION, "5s", "Of one call."),
        takeOver());
  }

  static Mapping process() {
    return mapping(
        required(
            "command",
            new ListOf(TEXT),
            "[./worker, --port, \"${PORT}\"]",
            "Program and arguments of one replica, run without a shell; ${PORT} and ${REPLICA} are"
                + " filled in."),
        required("ports", TEXT, "8100-8109", "A port each for as many replicas at once."),
        required("ready", ready(), "{http: /health}", "When a replica serves."),
        defaulted(
            "metrics",
            metrics(),
            "{path: /metrics}",
            "Tells how busy a replica is; the idlest goes first."),
        defaulted(
            "stopTimeout",
            POSITIVE_DURATION,
            "30s",
            "From SIGTERM to SIGKILL; it drains meanwhile."),
        defaulted(
            "atExit",
            Shapes.words(List.of("keep", "stop")),
            "keep",
            "What becomes of the replicas when Rheostat itself is stopped."),
        optional("workDir", TEXT, "/srv/chat", "Where it runs; where Rheostat runs if left out."),
        optional("env", new MapOf(TEXT), "{MODEL: chat-8b}", "Added to its environment."),
        optional(
            "targetsFile",
            TEXT,
            "targets/chat.json",
            "File service discovery of the ready replicas, kept up to date for scrape.yaml."),
        optional("labels", new MapOf(TEXT), "{namespace: chat}", "Their labels in that file."),
        defaulted(
            "logLimit", Shapes.BYTES, "10 MiB", "Most that is kept of what a replica prints."),
        takeOver());
  }

  private static Key takeOver() {
    return optional(
        "takeOver",
        TEXT,
        "true",
        "true moves it here from another Rheostat; take it out again once that is done.");
  }

  private static Mapping ready() {
    return mapping(
        required("http", TEXT, "/health", "Path on its port that answers 200 when it serves."),
        defaulted(
            "within", POSITIVE_DURATION, "5m", "It is started anew when it is not ready by then."));
  }

  private static Mapping metrics() {
    return mapping(
        defaulted("path", TEXT, "/metrics", "Its metrics page."),
        defaulted(
            "running",
            TEXT,
            "\"vllm:num_requests_running\"",
            "The gauge of the requests that it works on."));
  }
}
