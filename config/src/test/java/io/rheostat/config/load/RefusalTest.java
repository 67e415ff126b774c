package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mistakes within one document.
class RefusalTest {
  @TempDir Path directory;

  private Folder folder() {
    return new Folder(directory).withBasics();
  }

  private Folder chat(String lines) {
    return folder().write("fleet/chat.yaml", Folder.inference("chat", lines));
  }

  @Test
  void unknownKeyNamesTheNearest() {
    Folder folder =
        chat(
            """
            placements: [{device: h100}]
            bounds:
              minReplica: 2
              maxReplicas: 4
            """);
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:9: spec.bounds.minReplica: unknown key. Did you mean minReplicas?");
  }

  @Test
  void unknownKeyFarFromAllListsTheKeys() {
    Folder folder =
        folder().write("fleet/pool.yaml", Folder.POOL.replace("budget: 100 USD", "colour: red"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/pool.yaml:3: spec.colour: unknown key."
                + " Keys here: devices, budget, maxPower, churn, owners, alpha, beta.");
  }

  @Test
  void wrongUnitNamesTheAcceptedOnes() {
    Folder folder =
        folder().write("fleet/device.yaml", Folder.DEVICE.replace("3.35 TB/s", "3.35 TiB"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/device.yaml:3: spec.bandwidth: '3.35 TiB' has the unit 'TiB', which is no unit"
                + " of a bandwidth. Write it like 3.35 TB/s; accepted units: GB/s, TB/s.");
  }

  @Test
  void bareDollarsAreRefused() {
    Folder folder = folder().write("fleet/pool.yaml", Folder.POOL.replace("100 USD", "100"));
    assertThat(folder.problems())
        .containsExactly("fleet/pool.yaml:3: spec.budget: '100' has no unit. Write 100 USD.");
  }

  @Test
  void duplicateKeysAreRefused() {
    Folder folder =
        chat(
            """
            placements: [{device: h100}]
            bounds: {maxReplicas: 4}
            bounds: {maxReplicas: 5}
            """);
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:9: spec.bounds: the key is written twice, first in line 8. Keep one.");
  }

  @Test
  void missingKeysSayWhatToWrite() {
    Folder folder = chat("placements: [{tensorParallel: 2}]");
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:3: spec.bounds: is missing: Limits of the workload."
                + " Write bounds: {minReplicas: 1, maxReplicas: 40}.",
            "fleet/chat.yaml:7: spec.placements[0].device: is missing: The device type."
                + " Write device: h100-sxm.");
  }

  @Test
  void trainingNeedsWidths() {
    Folder folder =
        folder().write("fleet/t.yaml", Folder.training("t", "placements: [{device: h100}]"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/t.yaml:7: spec.placements[0].widths: is missing: The worker counts the job may"
                + " take. Write widths: [8, 16, 32].");
  }

  @Test
  void inferenceHasNoWidths() {
    Folder folder =
        chat(
            """
            placements: [{device: h100, widths: [1]}]
            bounds: {maxReplicas: 4}
            """);
    assertThat(folder.problems().getFirst())
        .startsWith("fleet/chat.yaml:7: spec.placements[0].widths: unknown key.");
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    Folder folder =
        chat(
            """
            placements:
              - {device: h100, tensorParallel: 0}
              - {device: h100, startup: -3s, name: "a b"}
            bounds: {minReplicas: 9, maxReplicas: 4}
            alerts: [{alert: Slow, factor: 0.5}]
            """);
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:8: spec.placements[0].tensorParallel: '0' is too small."
                + " It must be 1 or more, such as 1.",
            "fleet/chat.yaml:9: spec.placements[1].name: 'a b' is not a name. Use letters, digits,"
                + " '-', '_' and '.', at most 63, first and last a letter or digit.",
            "fleet/chat.yaml:9: spec.placements[1].startup: '-3s' is too small."
                + " It must be 0 or more, such as 100s.",
            "fleet/chat.yaml:11: spec.alerts[0].factor: '0.5' is too small."
                + " It must be 1 or more, such as 1.25.");
  }

  @Test
  void boundsThatCrossAndNamesThatRepeatAreBothTold() {
    Folder folder =
        chat(
            """
            placements: [{device: h100}, {device: h100}]
            bounds: {minReplicas: 9, maxReplicas: 4}
            """);
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:7: spec.placements[1].name: 'h100' is the name of an earlier"
                + " placement, too. Give each placement its own name.",
            "fleet/chat.yaml:8: spec.bounds: minReplicas is 9, above maxReplicas 4. Correct it.");
  }

  @Test
  void unknownKindTypeAndWordAreSuggested() {
    Folder folder =
        folder()
            .write("fleet/a.yaml", "{kind: Devise, metadata: {name: a}, spec: {}}")
            .write(
                "fleet/b.yaml",
                "{kind: Workload, metadata: {name: b}, spec: {type: trainings, pool: east}}")
            .write(
                "fleet/c.yaml",
                "{apiVersion: v1, kind: Pool, metadata: {name: c}, spec: {devices: {}}}")
            .write("fleet/d.yaml", "{metadata: {name: d}, spec: {}}");
    assertThat(folder.problems())
        .containsExactly(
            "fleet/a.yaml:1: kind: 'Devise' is unknown. Did you mean Device?",
            "fleet/b.yaml:1: spec.type: 'trainings' is unknown. Did you mean training?",
            "fleet/c.yaml:1: apiVersion: 'v1' is unknown. Write one of: rheostat.io/v1.",
            "fleet/d.yaml:1: kind: is missing: it says what this is. Write kind: Workload.");
  }

  @Test
  void targetIsOneDriverOrObserve() {
    Folder folder =
        chat(
            """
            placements:
              - {device: h100, target: {kubernetes: {namespace: a}, simulated: {cluster: b}}}
              - {device: h100, name: b, target: observed}
            bounds: {maxReplicas: 4}
            """);
    assertThat(folder.problems())
        .containsExactly(
            "fleet/chat.yaml:8: spec.placements[0].target: exactly one key is needed here."
                + " Write one of kubernetes, simulated, webhook, process.",
            "fleet/chat.yaml:9: spec.placements[1].target: 'observed' is unknown."
                + " Did you mean observe?");
  }

  @Test
  void instantNeedsItsOffset() {
    String text =
        Folder.training("t", "placements: [{device: h100, widths: [8]}]")
            .replace("9000 USD", "9000 USD, deadline: 2026-12-24");
    assertThat(folder().write("fleet/t.yaml", text).problems())
        .containsExactly(
            "fleet/t.yaml:6: spec.objective.value.deadline: '2026-12-24' is not an instant."
                + " Write date, time and offset like 2026-12-24T00:00Z.");
  }

  @Test
  void wrongFormsAreRefused() {
    Folder folder =
        folder()
            .write("fleet/a.yaml", "- a list")
            .write("fleet/b.yaml", "{kind: Pool, metadata: {name: b}, spec: {devices: [h100]}}")
            .write(
                "fleet/c.yaml", "{kind: Pool, metadata: {name: }, spec: {devices: {}, alpha: {}}}")
            .write("fleet/d.yaml", Folder.inference("d", "placements: h100"));
    assertThat(folder.problems())
        .contains(
            "fleet/a.yaml:1: keys with values are needed here. Write it like kind: Workload.",
            "fleet/b.yaml:1: spec.devices: keys with values are needed here."
                + " Write it like {h100-sxm: 16}.",
            "fleet/c.yaml:1: metadata.name: has no value. Write it like chat-32b.",
            "fleet/c.yaml:1: spec.alpha: a single value is needed here. Write it like 1.",
            "fleet/d.yaml:7: spec.placements: a list, or auto, is needed here."
                + " Write it like [{device: h100-sxm}].");
  }

  @Test
  void brokenYamlNamesTheLine() {
    Folder folder = folder().write("fleet/a.yaml", "kind: Pool\nmetadata: {name: a\nspec: 1\n");
    assertThat(folder.problems().getFirst()).startsWith("fleet/a.yaml:3: not YAML: ");
  }

  @Test
  void namesAreUniqueAcrossFiles() {
    Folder folder = folder().write("fleet/zz.yaml", "---\n" + Folder.POOL);
    assertThat(folder.problems())
        .containsExactly(
            "fleet/zz.yaml:3: metadata.name: Pool east is declared twice, first in"
                + " fleet/pool.yaml:1. Rename or remove one.");
  }

  @Test
  void kindsStayInTheirFolders() {
    Folder folder = folder().write("fleet/preset.yaml", Folder.PRESET.replace("vllm}", "other}"));
    assertThat(folder.problems())
        .containsExactly(
            "fleet/preset.yaml:1: kind: a SignalPreset does not belong here."
                + " Here go: Device, Pool, Workload, JobDiscovery.");
  }

  @Test
  void scrapeJobsAreChecked() {
    Folder folder =
        folder()
            .write(
                "scrape.yaml",
                """
                {kind: ScrapeJob, metadata: {name: a}, spec: {interval: 5s}}
                ---
                kind: ScrapeJob
                metadata: {name: b}
                spec: {interval: 5s, timeout: 6s, targets: ["a:1"]}
                """);
    assertThat(folder.problems())
        .containsExactly(
            "scrape.yaml:1: spec: none of targets, files, httpDiscovery, dnsDiscovery and"
                + " kubernetesDiscovery is given:"
                + " nothing to scrape. Correct it.",
            "scrape.yaml:5: spec: timeout is PT6S. It must be above 0 and at most the interval"
                + " PT5S. Correct it.");
  }

  @Test
  void keysOfDiscoveryAreChecked() {
    Folder folder =
        folder()
            .write(
                "scrape.yaml",
                """
                kind: ScrapeJob
                metadata: {name: a}
                spec:
                  httpDiscovery:
                    - {refresh: 5s}
                    - {urls: "http://inventory/targets", url: "http://inventory/targets"}
                  dnsDiscovery:
                    - {names: [a], refresh: 0s}
                """);
    assertThat(folder.problems())
        .containsExactly(
            "scrape.yaml:5: spec.httpDiscovery[0].url: is missing: A page that lists {targets,"
                + " labels} as JSON; http or https. Write url: http://inventory:8080/targets.",
            "scrape.yaml:6: spec.httpDiscovery[1].urls: unknown key. Did you mean url?",
            "scrape.yaml:8: spec.dnsDiscovery[0].refresh: '0s' is too small. It must be above 0,"
                + " such as 30s.");
  }

  @Test
  void whoIsAskedForTargetsIsChecked() {
    Folder folder =
        folder()
            .write(
                "scrape.yaml",
                """
                kind: ScrapeJob
                metadata: {name: a}
                spec:
                  httpDiscovery:
                    - {url: "ftp://inventory/targets"}
                    - {url: "http:///targets"}
                    - {url: "not an address"}
                    - {url: "http://inventory/targets", refresh: 500ms}
                  dnsDiscovery:
                    - names: [_metrics._tcp.a.svc, "two words"]
                      server: 10.0.0.2
                    - {names: [a], server: "10.0.0.2:99999"}
                    - {names: [..], server: "user@10.0.0.2:53"}
                """);
    assertThat(folder.problems())
        .containsExactly(
            "scrape.yaml:5: spec.httpDiscovery[0].url: 'ftp://inventory/targets' is not http or"
                + " https. It must start with http:// or https://. Correct it.",
            "scrape.yaml:6: spec.httpDiscovery[1].url: 'http:///targets' names no host. Correct"
                + " it.",
            "scrape.yaml:7: spec.httpDiscovery[2].url: 'not an address' is no address: Illegal"
                + " character in path. Correct it.",
            "scrape.yaml:8: spec.httpDiscovery[3].refresh: refresh is PT0.5S. It must be 1s or"
                + " more. Correct it.",
            "scrape.yaml:10: spec.dnsDiscovery[0].names[1]: 'two words' is no DNS name. It needs"
                + " letters, digits, '-' and '_' between dots. Correct it.",
            "scrape.yaml:11: spec.dnsDiscovery[0].server: '10.0.0.2' is not host:port, such as"
                + " 10.0.0.2:53. Correct it.",
            "scrape.yaml:12: spec.dnsDiscovery[1].server: '10.0.0.2:99999' is not host:port. The"
                + " port must be within 1..65535. Correct it.",
            "scrape.yaml:13: spec.dnsDiscovery[2].server: 'user@10.0.0.2:53' is not host:port, such"
                + " as 10.0.0.2:53. Correct it.",
            "scrape.yaml:13: spec.dnsDiscovery[2].names[0]: '..' is no DNS name. It needs letters,"
                + " digits, '-' and '_' between dots. Correct it.");
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThat(new Folder(directory).problems())
        .singleElement()
        .asString()
        .startsWith("fleet:1: no .yaml file is in ")
        .endsWith("Declare devices, pools and workloads there.");
  }
}
