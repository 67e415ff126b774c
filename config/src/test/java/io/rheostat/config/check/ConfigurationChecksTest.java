package io.rheostat.config.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.rheostat.config.load.Folder;
import io.rheostat.config.settings.Configuration;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mistakes that only the whole configuration shows.
class ConfigurationChecksTest {
  private static final String LARGE_MODEL =
      "model: {parameters: 70e9, layers: 80, kvHeads: 8, headDim: 128}\n";

  @TempDir Path directory;

  private Folder folder() {
    return new Folder(directory).withBasics();
  }

  private Folder chat(String lines) {
    return folder().write("fleet/chat.yaml", Folder.inference("chat", lines));
  }

  @Test
  void unknownReferencesAreRefused() {
    Folder folder =
        chat("""
        placements: [{device: h10}]
        bounds: {maxReplicas: 4}
        metrics: {preset: vlm, match: {}}
        """)
            .write("fleet/pool.yaml", Folder.POOL.replace("east", "eats").replace("h100", "tpu"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:5: spec.pool: unknown pool 'east'. Did you mean eats?",
            "fleet/chat.yaml:7: spec.placements[0].device: unknown device 'h10'."
                + " Did you mean h100?",
            "fleet/chat.yaml:9: spec.metrics.preset: unknown preset 'vlm'. Did you mean vllm?",
            "fleet/pool.yaml:3: spec.devices.tpu: unknown device 'tpu'. Declared are: h100.");
  }

  @Test
  void aResponseToAnAlertThatMayNotRaiseTheWorkloadIsRefused() {
    Folder folder =
        chat(
            """
            placements: [{device: h100}]
            bounds: {maxReplicas: 4}
            alerts: [{alert: Slow}, {alert: LatencyHi}, {alert: "*"}]
            raisedBy: [Slow, LatencyHigh, Slow]
            """);
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:9: spec.alerts[1].alert: alert 'LatencyHi' may not raise it: raisedBy"
                + " does not name it. Did you mean LatencyHigh? Or add it to raisedBy, or remove"
                + " the response.",
            "fleet/chat.yaml:10: spec.raisedBy[2]: alert 'Slow' is named twice. Remove one.");
  }

  @Test
  void aReferenceToABrokenDocumentIsNoSecondProblem() {
    Folder folder =
        chat("placements: [{device: h100}]\nbounds: {maxReplicas: 4}")
            .write("fleet/device.yaml", Folder.DEVICE.replace("80 GiB", "80"));
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("fleet/device.yaml:3: spec.memory: '80' has no unit.");
  }

  @Test
  void aModelThatDoesNotFitIsRefusedWithTheNumbers() {
    Folder folder = chat(LARGE_MODEL + "placements: [{device: h100}]\nbounds: {maxReplicas: 4}");
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:8: spec.placements[0]: h100 x 1 holds 68.5 GiB for weights and KV"
                + " cache; weights take 130.4 GiB and one request of 4096 tokens 1.25 GiB. Raise"
                + " tensorParallel or pipelineParallel, or take a larger device.");
  }

  @Test
  void aTrainingJobHasToFitAtEveryWidth() {
    Folder folder =
        folder()
            .write(
                "fleet/t.yaml",
                Folder.training(
                    "t",
                    """
                    model: {parameters: 30e9, sharding: zero3}
                    placements: [{device: h100, widths: [4, 16], disk: 100 GiB}]
                    """));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/t.yaml:8: spec.placements[0]: h100 has 80.0 GiB; at width 4 a device needs 115.3"
                + " GiB for weights, gradients, optimiser states and overhead."
                + " Take a larger width or device, or shard more (zero3).",
            "fleet/t.yaml:8: spec.placements[0].disk: disk is 100 GiB; two kept checkpoints take"
                + " 782 GiB. Raise disk.");
  }

  @Test
  void halfAKvCacheIsRefused() {
    Folder folder =
        chat(
            "model: {parameters: 1e9, layers: 8}\nplacements: [{device: h100}]\n"
                + "bounds: {maxReplicas: 4}");
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:7: spec.model: layers, kvHeads and headDim size the KV cache together,"
                + " and one of them is 0. Write all three, or none for a model without a KV"
                + " cache.");
  }

  @Test
  void aMinimumBeyondThePoolIsRefused() {
    Folder folder =
        chat(
            "placements: [{device: h100, tensorParallel: 8}]\n"
                + "bounds: {minReplicas: 3, maxReplicas: 4}");
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:8: spec.bounds.minReplicas: 3 replicas can't run: pool east has room"
                + " for 2 (it has 16 h100). Lower minReplicas or widths, or raise the pool's"
                + " devices.");
  }

  @Test
  void aWidthBeyondThePoolIsRefusedWhenItIsTheSmallest() {
    Folder folder =
        folder()
            .write(
                "fleet/t.yaml",
                Folder.training("t", "placements: [{device: h100, widths: [24, 32]}]"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/t.yaml:3: spec.bounds.minReplicas: 24 replicas can't run: pool east has room for"
                + " 0 (it has 16 h100). Lower minReplicas or widths, or raise the pool's devices.");
  }

  @Test
  void aMinimumBeyondItsCostIsRefused() {
    Folder folder =
        chat(
            """
            placements: [{device: h100, tensorParallel: 4}]
            bounds: {minReplicas: 3, maxReplicas: 4, maxCostPerHour: 30 USD}
            """);
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:8: spec.bounds.maxCostPerHour: 3 replicas cost at least 36.00 USD/h,"
                + " more than maxCostPerHour, 30.00 USD. Raise maxCostPerHour or lower"
                + " minReplicas.");
  }

  @Test
  void aMinimumBeyondThePoolsBudgetIsRefused() {
    Folder folder =
        chat("placements: [{device: h100}]\nbounds: {minReplicas: 3, maxReplicas: 4}")
            .write("fleet/pool.yaml", Folder.POOL.replace("100 USD", "8 USD"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:8: spec.bounds.minReplicas: 3 replicas cost at least 9.00 USD/h, more"
                + " than the budget of pool east, 8.00 USD. Raise the budget or lower"
                + " minReplicas.");
  }

  @Test
  void minimumsThatDoNotFitTogetherAreRefused() {
    String lines = "placements: [{device: h100}]\nbounds: {minReplicas: 9, maxReplicas: 16}";
    Folder folder = chat(lines).write("fleet/code.yaml", Folder.inference("code", lines));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/pool.yaml:3: spec.devices: the minimums of chat, code take at least 18 devices;"
                + " the pool has 16 h100. Raise the counts or lower minReplicas.");
  }

  @Test
  void minimumsThatCostTooMuchTogetherAreRefused() {
    String lines = "placements: [{device: h100}]\nbounds: {minReplicas: 4, maxReplicas: 16}";
    Folder folder =
        chat(lines)
            .write("fleet/code.yaml", Folder.inference("code", lines))
            .write("fleet/pool.yaml", Folder.POOL.replace("100 USD", "20 USD"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/pool.yaml:3: spec.budget: the minimums of chat, code cost at least 24.00 USD/h;"
                + " the budget is 20.00 USD. Raise the budget or lower minReplicas.");
  }

  @Test
  void minimumsThatDrawTooMuchTogetherAreRefused() {
    String lines = "placements: [{device: h100}]\nbounds: {minReplicas: 3, maxReplicas: 16}";
    Folder folder =
        chat(lines)
            .write("fleet/code.yaml", Folder.inference("code", lines))
            .write("fleet/device.yaml", Folder.DEVICE.replace("price:", "power: 700 W, price:"))
            .write("fleet/pool.yaml", Folder.POOL.replace("100 USD", "100 USD, maxPower: 4 kW"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/pool.yaml:3: spec.maxPower: the minimums of chat, code draw at least 4200 W; the"
                + " limit is 4000 W. Raise maxPower or lower minReplicas.");
  }

  @Test
  void aLimitOfPowerNeedsThePowerOfTheDevices() {
    Folder folder =
        chat("placements: [{device: h100}]\nbounds: {maxReplicas: 4}")
            .write("fleet/pool.yaml", Folder.POOL.replace("100 USD", "100 USD, maxPower: 3 kW"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/pool.yaml:3: spec.maxPower: device h100 does not say how much power it draws."
                + " Add power to the device.");
  }

  @Test
  void aBudgetOfChangesThatCannotBeCountedIsRefused() {
    Folder folder =
        chat(
            "placements: [{device: h100}]\n"
                + "bounds: {maxReplicas: 4, churn: {changes: 101, window: 2d}}");
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:8: spec.bounds: changes is 101. It must lie between 1 and 100."
                + " Correct it.");
  }

  @Test
  void widthsBeyondTheBoundsAreRefused() {
    Folder folder =
        folder()
            .write(
                "fleet/t.yaml",
                Folder.training(
                    "t",
                    "placements: [{device: h100, widths: [4, 8, 16]}]\nbounds: {maxReplicas: 8}"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/t.yaml:7: spec.placements[0].widths: width 16 lies outside the bounds 4..8."
                + " Drop it or change spec.bounds.");
  }

  private static String matching(String metrics) {
    return "placements: [{device: h100}]\nbounds: {maxReplicas: 2}\n" + metrics;
  }

  @Test
  void overlappingMatchesAreRefusedNamingBoth() {
    Folder folder =
        chat(matching("metrics: {preset: vllm, match: {namespace: a}}"))
            .write(
                "fleet/code.yaml",
                Folder.inference(
                    "code", matching("metrics:\n  - {preset: vllm, match: {model_name: b}}")));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/code.yaml:10: spec.metrics[0].match: workloads code and chat (fleet/chat.yaml:9)"
                + " may match one series of vllm:num_requests_running: no label differs. Add a"
                + " label whose value differs, such as namespace or model_name.");
  }

  @Test
  void matchesWithADifferingLabelOrOtherMetricsAreTaken() {
    String other = Folder.PRESET.replace("name: vllm", "name: own").replace("vllm:num", "own:num");
    Configuration configuration =
        chat(matching("metrics: {preset: vllm, match: {namespace: a, model_name: x}}"))
            .write("signals/own.yaml", other)
            .write(
                "fleet/code.yaml",
                Folder.inference(
                    "code", matching("metrics: {preset: vllm, match: {namespace: b, app: y}}")))
            .write(
                "fleet/embed.yaml",
                Folder.inference("embed", matching("metrics: {preset: own, match: {}}")))
            .load();
    assertThat(configuration.fleet().workloads()).containsOnlyKeys("chat", "code", "embed");
  }

  private static final String GATEWAY =
      """
      kind: SignalPreset
      metadata: {name: gateway}
      spec:
        rules: [{metric: requests_total, signal: gatewayRequests}]
      """;

  private static final String PODS =
      """
      kind: SignalPreset
      metadata: {name: pods}
      spec:
        members: {metric: pod_labels}
        rules: [{metric: pod_ready, signal: replicaReady}]
      """;

  @Test
  void bindingsByMembersAreNotComparedButThoseThatTellOfMembersAre() {
    String bindings = "metrics: [{preset: pods, match: {app: %s}}, {preset: vllm, by: members}]";
    Folder folder =
        chat(matching(bindings.formatted("chat")))
            .write("signals/pods.yaml", PODS)
            .write("fleet/code.yaml", Folder.inference("code", matching(bindings.formatted("b"))));
    assertThat(folder.load().fleet().workloads().values())
        .element(1)
        .extracting(Workload::metrics, list(MetricsBinding.class))
        .containsExactly(
            new MetricsBinding("pods", new TreeMap<>(Map.of("app", "b"))),
            new MetricsBinding("vllm", new TreeMap<>(), true));

    folder.write("fleet/code.yaml", Folder.inference("code", matching(bindings.formatted("chat"))));
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("may match one series of pod_labels");
  }

  @Test
  void membersThatNothingTellsOfAreRefused() {
    Folder folder =
        chat(matching("metrics: [{preset: vllm, by: members}, {preset: vllm}]"))
            .write("signals/pods.yaml", PODS.replace("pod_labels", "pod_ready"))
            .write(
                "fleet/code.yaml",
                Folder.inference("code", matching("metrics: {preset: pods, by: members}")));
    assertThat(folder.problems())
        .containsExactlyInAnyOrder(
            "fleet/chat.yaml:9: spec.metrics[0].by: nothing tells who the members of chat are. Add"
                + " {preset: kube-state-metrics, match: {namespace: …, label_app: …}}.",
            "fleet/chat.yaml:9: spec.metrics[1].match: is missing: labels and the values they must"
                + " equal. Write match: {namespace: chat}.",
            "fleet/code.yaml:9: spec.metrics.by: pods itself tells who the members are. Leave it"
                + " out and match labels.",
            "signals/pods.yaml:4: spec.members: pod_ready is read by a rule, too. Let it tell"
                + " either of the two.");
  }

  @Test
  void aServiceWithoutReplicasNeedsAGatewayThatTellsOfItsRequests() {
    String zero = "placements: [{device: h100}]\nbounds: {minReplicas: 0, maxReplicas: 2}\n";
    assertThat(chat(zero + "metrics: {preset: vllm, match: {namespace: chat}}").problems())
        .containsExactly(
            "fleet/chat.yaml:8: spec.bounds.minReplicas: with 0 replicas nothing tells that"
                + " requests come, so it would stay at 0. Add a gateway or a queue to metrics, such"
                + " as {preset: gateway, match: {…}} (docs/reference/presets.md), or set"
                + " minReplicas to 1.");
    Folder gateway =
        chat(zero
                + "metrics:\n  - {preset: vllm, match: {namespace: chat}}\n"
                + "  - {preset: gateway, match: {service: chat}}")
            .write("signals/gateway.yaml", GATEWAY);
    assertThat(gateway.load().fleet().workloads()).containsOnlyKeys("chat");
  }

  @Test
  void manyWorkloadsThatDifferAreChecked() {
    String many =
        IntStream.range(0, 2000)
            .mapToObj(
                index ->
                    Folder.inference(
                        "w" + index,
                        """
                        placements: [{device: h100}]
                        bounds: {minReplicas: 0, maxReplicas: 2}
                        metrics:
                          - {preset: vllm, match: {namespace: n, model_name: m%1$d}}
                          - {preset: gateway, match: {service: s%1$d}}
                        """
                            .formatted(index)))
            .collect(Collectors.joining("---\n"));
    Configuration configuration =
        folder().write("signals/gateway.yaml", GATEWAY).write("fleet/many.yaml", many).load();
    assertThat(configuration.fleet().workloads()).hasSize(2000);
  }
}
