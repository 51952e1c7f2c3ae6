using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.LoginProfiles;

/// <summary>Passwords that AWS's default rules allow, and a check whether one is a user's.</summary>
static class Passwords
{
    public const string First = "correct-Horse-1",
        Second = "battery-Staple-2",
        Third = "another-Word-3";

    public static Task<Answer> SetPasswordAsync(this TestClient root, string user, string password = First) =>
        root.Iam("CreateLoginProfile", ("UserName", user), ("Password", password));

    public static (string Name, string Value)[] Change(string old, string next) => [("OldPassword", old), ("NewPassword", next)];
}
