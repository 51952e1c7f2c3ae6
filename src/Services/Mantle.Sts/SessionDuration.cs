using Mantle.Core.Accounts;
using Mantle.Wire;

namespace Mantle.Sts;

/// <summary>The length of a role session (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"/>).</summary>
static class SessionDuration
{
    const int DefaultSeconds = 3_600,
        ChainedSeconds = 3_600;

    public static TimeSpan Of(int? requested, Role role, bool isChained)
    {
        var seconds = requested ?? DefaultSeconds;
        if (isChained && seconds > ChainedSeconds)
            throw CommonErrors.ValidationError(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
            );
        if (seconds > role.MaxSessionDuration)
            throw CommonErrors.ValidationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        return TimeSpan.FromSeconds(seconds);
    }
}
