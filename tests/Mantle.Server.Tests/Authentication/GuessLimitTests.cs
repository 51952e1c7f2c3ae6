using Mantle.Core.Secrets;

namespace Mantle.Server.Tests.Authentication;

public class GuessLimitTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Parallel_guesses_are_counted_before_they_are_checked()
    {
        var limit = new GuessLimit();
        var entered = 0;
        Parallel.For(
            0,
            1_000,
            _ =>
            {
                if (limit.TryEnter("secret", Now))
                    Interlocked.Increment(ref entered);
            }
        );
        Assert.Equal(5, entered);
        Assert.True(limit.TryEnter("another", Now));
    }

    [Fact]
    public void The_count_starts_again_after_five_minutes_and_after_a_right_guess()
    {
        var limit = new GuessLimit();
        for (var i = 0; i < 5; i++)
            Assert.True(limit.TryEnter("secret", Now.AddMinutes(i)));
        Assert.False(limit.TryEnter("secret", Now.AddMinutes(5).AddSeconds(-1)));
        Assert.True(limit.TryEnter("secret", Now.AddMinutes(5)));
        for (var i = 0; i < 10; i++)
        {
            Assert.True(limit.TryEnter("right", Now));
            limit.Succeeded("right");
        }
    }
}
