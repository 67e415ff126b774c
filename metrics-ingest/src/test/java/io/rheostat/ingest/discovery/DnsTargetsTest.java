package io.rheostat.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.TargetLookup;
import io.rheostat.ingest.discovery.TargetSource.Answer;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.testing.SrvServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DnsTargetsTest {
  private static final String NAME = "_metrics._tcp.vllm.svc";

  private final SrvServer server = new SrvServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eachRecordIsATargetWithoutTheDotAtItsEnd() {
    server.records(NAME, "pod-0.vllm.svc:8000", "pod-1.vllm.svc:8001");

    assertThat(ask(NAME))
        .isInstanceOfSatisfying(
            Answer.Targets.class,
            answer ->
                assertThat(answer.groups())
                    .singleElement()
                    .satisfies(
                        group -> {
                          assertThat(group.labels()).isEqualTo(Labels.EMPTY);
                          assertThat(group.targets())
                              .containsExactlyInAnyOrder(
                                  "pod-0.vllm.svc:8000", "pod-1.vllm.svc:8001");
                        }));
    assertThat(server.questions(NAME)).isEqualTo(1);
  }

  @Test
  void aNameMayEndWithItsDot() {
    server.records(NAME, "pod-0.vllm.svc:8000");

    assertThat(ask(NAME + ".")).isEqualTo(targets("pod-0.vllm.svc:8000"));
  }

  @Test
  void aNameWithoutRecordsHasNoTargets() {
    server.records(NAME);

    assertThat(ask(NAME)).isEqualTo(targets());
  }

  @Test
  void aServiceThatIsSaidNotToBeOfferedHasNoTargets() {
    server.records(NAME, ":0");

    assertThat(ask(NAME)).isEqualTo(targets());
  }

  @Test
  void aNameThatDoesNotExistIsAFailure() {
    assertThat(ask(NAME)).isEqualTo(new Answer.Failed("the name does not exist"));
  }

  @Test
  void aServerThatFailsIsAFailure() {
    server.fail(NAME);

    assertThat(ask(NAME)).isInstanceOf(Answer.Failed.class);
  }

  private Answer ask(String name) {
    TargetLookup.Server asked = new TargetLookup.Server("127.0.0.1", server.port());
    return new DnsTargets(new TargetLookup.Dns(name, Optional.of(asked), Duration.ofSeconds(30)))
        .ask();
  }

  private static Answer targets(String... addresses) {
    return new Answer.Targets(List.of(new TargetGroup(List.of(addresses), Labels.EMPTY)));
  }
}
