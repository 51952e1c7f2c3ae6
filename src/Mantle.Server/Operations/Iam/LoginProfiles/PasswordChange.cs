using Mantle.Server.Authentication;

namespace Mantle.Server.Operations.Iam.LoginProfiles;

/// <summary>The two passwords of a change, derived.</summary>
sealed record PasswordChange(DerivedPassword Old, DerivedPassword New);
