package io.rheostat.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.testing.Scrape;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromQlTest {
  private static final Exposed EXPOSED =
      Exposed.by(
          Scrape.of(
              """
              # TYPE cost gauge
              cost{pool="east",workload="chat"} 3
              commands_total{result="failed"} 1
              age 2
              """));

  private static List<String> problems(String expression) {
    return EXPOSED.problems(expression);
  }

  @Test
  void functionsGroupingsRangesAndNumbersAreNoSeries() {
    PromQl query =
        PromQl.of(
            "sum by (pool) (rate(cost{pool=~\"$pool\"}[$__rate_interval])) > 1.5e3"
                + " and on (pool) max without (workload) (commands_total offset 5m) or vector(0)");

    assertThat(query.selectors().stream().map(PromQl.Selector::name))
        .containsExactly("cost", "commands_total");
    assertThat(query.selectors().getFirst().labels()).containsExactly("pool");
    assertThat(query.labels()).containsExactly("pool", "workload");
  }

  @Test
  void whatIsExposedHasNoProblem() {
    assertThat(problems("sum by (pool) (cost{workload=\"chat\"}) > age")).isEmpty();
    assertThat(
            problems(
                "max by (team) (label_replace(cost, \"team\", \"$1\", \"workload\", \"(.*)\"))"))
        .isEmpty();
  }

  @Test
  void aSeriesOrLabelThatIsNotExposedIsNamed() {
    assertThat(problems("sum(costs)")).containsExactly("no series costs in: sum(costs)");
    assertThat(problems("cost{team=\"a\"}"))
        .containsExactly("cost has no label team in: cost{team=\"a\"}");
    assertThat(problems("sum by (team) (cost)"))
        .containsExactly("no label team in: sum by (team) (cost)");
    assertThat(problems("label_replace(cost, \"a\", \"$1\", \"team\", \"(.*)\")")).hasSize(1);
  }
}
