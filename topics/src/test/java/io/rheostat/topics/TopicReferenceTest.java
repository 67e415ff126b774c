package io.rheostat.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Committed reference of the topics, against the contract.
class TopicReferenceTest {
  private static final Path ROOT = Path.of(System.getProperty("rheostat.root"));
  private static final Path FILE = ROOT.resolve("docs/reference/topics.md");
  private static final Path CONTRACT = ROOT.resolve("topics/src/main/protobuf/rheostat/v1");

  /// After a change of the contract: `mvn -Dquick test -pl topics -am -Dtest=TopicReferenceTest
  /// -Drheostat.reference=write`.
  @Test
  void theCommittedPageIsPrintedFromTheContract() throws IOException {
    String page = TopicReference.page(CONTRACT);
    if ("write".equals(System.getProperty("rheostat.reference"))) {
      Files.writeString(FILE, page);
    }
    assertThat(Files.readString(FILE))
        .as("docs/reference/topics.md; rewrite it with -Drheostat.reference=write")
        .isEqualTo(page);
  }

  @Test
  void everyTopicAndItsRecordsAreThere() throws IOException {
    String page = TopicReference.page(CONTRACT);

    for (Topic topic : Topic.values()) {
      assertThat(page).contains("| `" + topic.topicName() + "` |");
    }
    assertThat(page)
        .contains("### Decision", "### Command", "| `net_usd_per_hour` | `double` | 5 |");
  }
}
