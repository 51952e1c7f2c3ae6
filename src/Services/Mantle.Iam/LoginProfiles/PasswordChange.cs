using Mantle.Core.Secrets;

namespace Mantle.Iam.LoginProfiles;

/// <summary>The two passwords of a change, derived.</summary>
sealed record PasswordChange(DerivedPassword Old, DerivedPassword New);
