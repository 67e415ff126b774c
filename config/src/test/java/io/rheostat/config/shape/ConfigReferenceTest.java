package io.rheostat.config.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.testing.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Committed reference of the configuration, against the shapes.
class ConfigReferenceTest {
  private static final Path FILE = Shipped.root().resolve("docs/reference/configuration.md");

  /// After a change of the key tables: `mvn -Dquick test -pl config -am -Dtest=ConfigReferenceTest
  /// -Drheostat.reference=write`.
  @Test
  void theCommittedPageIsPrintedFromTheShapes() throws IOException {
    if ("write".equals(System.getProperty("rheostat.reference"))) {
      Files.writeString(FILE, ConfigReference.page());
    }
    assertThat(Files.readString(FILE))
        .as("docs/reference/configuration.md; rewrite it with -Drheostat.reference=write")
        .isEqualTo(ConfigReference.page());
  }

  @Test
  void everyKindAndNestedKeysAreThere() {
    assertThat(ConfigReference.page())
        .contains("## Device", "## Pool", "## Workload", "## ScrapeJob", "## Ingest")
        .contains("| `bounds.maxReplicas` |");
  }
}
