package dev.spillway.app.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.error.ProblemException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void aCursorComesBackAsItWent() {
        UUID id = UUID.randomUUID();
        Cursor cursor = Cursor.of(-7, id.getMostSignificantBits(), id.getLeastSignificantBits());

        Cursor parsed = Cursor.parse(cursor.text(), 3);

        assertThat(parsed.number(0)).isEqualTo(-7);
        assertThat(parsed.id(1)).isEqualTo(id);
    }

    @Test
    void whatIsNoCursorOfThisListIsRefused() {
        String other = Cursor.of(1, 2).text();
        for (String text : List.of("", "!", "AAAA", other, other + "A", "é")) {
            assertThatThrownBy(() -> Cursor.parse(text, 3))
                    .as(text)
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void thereIsANextPageOnlyWhereThereIsMore() {
        Paging two = new Paging(2, null);

        assertThat(two.page(List.of(1L, 2L), Cursor::of).next()).isNull();
        Listing<Long> page = two.page(List.of(1L, 2L, 3L), Cursor::of);
        assertThat(page.items()).containsExactly(1L, 2L);
        assertThat(page.next()).isEqualTo(Cursor.of(2).text());
    }
}
