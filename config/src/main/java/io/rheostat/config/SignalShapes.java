package io.rheostat.config;

import static io.rheostat.config.Key.defaulted;
import static io.rheostat.config.Key.optional;
import static io.rheostat.config.Key.required;
import static io.rheostat.config.Shapes.TEXT;
import static io.rheostat.config.Shapes.mapping;
import static io.rheostat.config.Shapes.quantity;
import static io.rheostat.config.Shapes.words;

import io.rheostat.config.Shape.ListOf;
import io.rheostat.config.Shape.Mapping;
import io.rheostat.model.signal.Signal;

/// The keys of signal presets and scrape jobs.
final class SignalShapes {
  private static final Shape ANY_NUMBER = quantity(Measure.NUMBER, Limit.ANY);

  private SignalShapes() {}

  static Mapping preset() {
    return mapping(
        defaulted(
            "replicaLabels",
            new ListOf(TEXT),
            "[replica, pod, instance]",
            "Labels that name the replica; the first one present counts."),
        defaulted(
            "placementLabels",
            new ListOf(TEXT),
            "[placement]",
            "Labels that name the placement; a workload with one placement needs none."),
        optional(
            "seriesLabels",
            new ListOf(TEXT),
            "[engine, finished_reason]",
            "Labels by which the series of one replica differ; other labels don't tell them"
                + " apart."),
        optional(
            "blanks",
            new ListOf(ANY_NUMBER),
            "[9223372036854775794]",
            "Values that mean 'no value'."),
        required(
            "rules",
            new ListOf(rule()),
            "[{metric: \"vllm:num_requests_running\", signal: requestsRunning}]",
            "What is read; of several rules for one signal the first whose metric is there"
                + " counts."));
  }

  private static Mapping rule() {
    return mapping(
        required(
            "metric",
            TEXT,
            "vllm:num_requests_running",
            "The family's name as the page writes it, without _bucket."),
        required("signal", words(Signal.values()), "requestsRunning", "What it measures."),
        optional(
            "labels",
            new Shape.MapOf(TEXT),
            "{engine: \"0\"}",
            "Labels that a series must carry with these values."),
        defaulted("scale", ANY_NUMBER, "1", "Multiplies each value into the signal's unit."));
  }

  static Mapping scrapeJob() {
    return mapping(
        defaulted(
            "interval",
            Shapes.POSITIVE_DURATION,
            "5s",
            "Between two scrapes of a target, 1s or more."),
        optional(
            "timeout",
            Shapes.POSITIVE_DURATION,
            "4s",
            "Of one scrape, at most the interval; the interval when left out."),
        defaulted(
            "path", TEXT, "/metrics", "Of the page, unless a target's __metrics_path__ differs."),
        optional(
            "targets", new ListOf(TEXT), "[\"10.0.0.7:8000\"]", "Static targets, host:port each."),
        optional(
            "labels",
            new Shape.MapOf(TEXT),
            "{namespace: chat}",
            "Added to every series of the static targets."),
        optional(
            "files",
            new ListOf(TEXT),
            "[targets/vllm.json]",
            "File service discovery in Prometheus' format, beside this file unless absolute."));
  }
}
