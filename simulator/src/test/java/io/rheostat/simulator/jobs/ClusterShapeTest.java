package io.rheostat.simulator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Shapes read from text, and their widths.
final class ClusterShapeTest {
  @Test
  void oneGroupOfNodesIsRead() {
    ClusterShape shape = ClusterShape.parse("16x4:t4");

    assertThat(shape.nodes()).hasSize(16).containsOnly(new ClusterShape.Node("t4", 4));
    assertThat(shape.types()).containsExactly("t4");
    assertThat(shape.devices()).isEqualTo(64);
  }

  @Test
  void nodesOfATypeStandSideBySide() {
    ClusterShape shape = ClusterShape.parse("2x4:t4, 1x8:fast");

    assertThat(shape.nodes())
        .containsExactly(
            new ClusterShape.Node("t4", 4),
            new ClusterShape.Node("t4", 4),
            new ClusterShape.Node("fast", 8));
    assertThat(shape.devices()).isEqualTo(16);
    assertThat(shape.devices("t4")).isEqualTo(8);
    assertThat(shape.devices("fast")).isEqualTo(8);
    assertThat(shape.devices("none")).isZero();
    assertThat(shape.nodeSize("t4")).isEqualTo(4);
    assertThat(shape.nodeSize("fast")).isEqualTo(8);
  }

  @Test
  void widthsArePowersOfTwoAndThenWholeNodes() {
    assertThat(ClusterShape.parse("4x4:t4").widths("t4")).containsExactly(1, 2, 4, 8, 12, 16);
    assertThat(ClusterShape.parse("2x8:t4").widths("t4")).containsExactly(1, 2, 4, 8, 16);
    assertThat(ClusterShape.parse("3x1:t4").widths("t4")).containsExactly(1, 2, 3);
    assertThat(ClusterShape.parse("2x6:t4,9x8:fast").widths("t4")).containsExactly(1, 2, 4, 6, 12);
  }

  @Test
  void aTypeThatNoNodeHasHasNoSize() {
    ClusterShape shape = ClusterShape.parse("2x4:t4");

    assertThatThrownBy(() -> shape.nodeSize("fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fast");
  }

  @Test
  void textThatIsNoShapeIsRefusedWithAnExample() {
    for (String text : new String[] {"", "4x4", "0x4:t4", "4x0:t4", "4x4:", "4x4:t4,", "x:t4"}) {
      assertThatThrownBy(() -> ClusterShape.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("16x4:t4");
    }
  }

  @Test
  void aTypeInTwoGroupsIsRefused() {
    assertThatThrownBy(() -> ClusterShape.parse("2x4:t4,2x8:t4"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2x8:t4");
  }
}
