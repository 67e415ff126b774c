package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Key.required;
import static io.rheostat.config.shape.Shapes.TEXT;
import static io.rheostat.config.shape.Shapes.mapping;
import static io.rheostat.config.shape.Shapes.quantity;
import static io.rheostat.config.shape.Shapes.words;

import io.rheostat.config.shape.Shape.ListOf;
import io.rheostat.config.shape.Shape.Mapping;
import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;
import io.rheostat.model.signal.Signal;

/// The keys of signal presets and scrape jobs.
final class SignalShapes {
  private static final Shape ANY_NUMBER = quantity(NumberUnit.NUMBER, LowerBound.ANY);

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
                + " counts."),
        optional(
            "members",
            new Shape.OneOrMany(member()),
            "{metric: kube_pod_labels}",
            "Which series say what belongs to whom; then the rules read only members' series."));
  }

  private static Mapping member() {
    return mapping(
        required(
            "metric",
            TEXT,
            "kube_pod_labels",
            "A family whose series of value 1 match a workload's labels."),
        optional(
            "labels",
            new Shape.MapOf(TEXT),
            "{owner_kind: StatefulSet}",
            "Labels that a series must carry with these values."),
        defaulted(
            "key",
            new ListOf(TEXT),
            "[namespace, pod]",
            "Labels that name the member, each or as exported_<label>."));
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
            "Added to every series of the static targets and of those that DNS names."),
        optional(
            "files",
            new ListOf(TEXT),
            "[targets/vllm.json]",
            "File service discovery in Prometheus' format, beside this file unless absolute; the"
                + " last part may be a pattern, such as targets/*.yaml."),
        optional(
            "httpDiscovery",
            new ListOf(httpDiscovery()),
            "[{url: \"http://inventory:8080/targets\"}]",
            "HTTP service discovery in Prometheus' format."),
        optional(
            "dnsDiscovery",
            new ListOf(dnsDiscovery()),
            "[{names: [_metrics._tcp.vllm.chat.svc.cluster.local]}]",
            "DNS service discovery: each SRV record is a target."),
        optional(
            "kubernetesDiscovery",
            new ListOf(kubernetesDiscovery()),
            "[{namespace: chat, selector: app=chat-32b, port: 8000}]",
            "Each running pod with these labels is a target."));
  }

  private static Mapping httpDiscovery() {
    return mapping(
        required(
            "url",
            TEXT,
            "http://inventory:8080/targets",
            "A page that lists {targets, labels} as JSON; http or https."),
        defaulted(
            "refresh",
            Shapes.POSITIVE_DURATION,
            "60s",
            "Between two questions, 1s or more; a failed one keeps the last good targets."));
  }

  private static Mapping dnsDiscovery() {
    return mapping(
        required(
            "names",
            new ListOf(TEXT),
            "[_metrics._tcp.vllm.chat.svc.cluster.local]",
            "Names with SRV records, written in full: no search domain is added."),
        optional(
            "server",
            TEXT,
            "\"10.96.0.10:53\"",
            "The DNS server to ask, host:port; the machine's own resolver when left out."),
        defaulted(
            "refresh",
            Shapes.POSITIVE_DURATION,
            "30s",
            "Between two questions, 1s or more; a failed one keeps the last good targets."));
  }

  private static Mapping kubernetesDiscovery() {
    return mapping(
        required("namespace", TEXT, "chat", "The namespace of the pods."),
        required("selector", TEXT, "app=chat-32b", "Labels of the pods, as kubectl's -l takes it."),
        required("port", TEXT, "8000", "Of the page: a number, or the name of a container's port."),
        optional("path", TEXT, "/metrics", "Of the page; the job's when left out."),
        optional(
            "context",
            TEXT,
            "staging",
            "Context of the process's kubeconfig; without one its current context, in a pod the"
                + " pod's own credentials."),
        defaulted(
            "refresh",
            Shapes.POSITIVE_DURATION,
            "5s",
            "Between two questions, 1s or more; a failed one keeps the last good targets."));
  }
}
