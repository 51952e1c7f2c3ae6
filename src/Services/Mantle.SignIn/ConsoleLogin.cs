using Mantle.Core.Authorization;
using Mantle.Wire.SignIn;

namespace Mantle.SignIn;

/// <summary>
/// Notes that a person signed in. It is no API: the page runs it for who signed in, and its event is the one that AWS records
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html"/>).
/// </summary>
[Operation]
static class ConsoleLogin
{
    const string Success = "Success";

    public static Access Requires(ConsoleLoginRequest r, Call c) => Access.None;

    public static ConsoleLoginResponse Execute(ConsoleLoginRequest r, Change change)
    {
        if (change.Call.Caller.User is { } user)
            change.Put(user with { PasswordLastUsed = change.Time });
        return new() { ConsoleLogin = Success };
    }
}
