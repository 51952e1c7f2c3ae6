using Mantle.Core.Secrets;

namespace Mantle.Iam.LoginProfiles;

/// <summary>The hashes of the old and the new password.</summary>
sealed record PasswordChange(DerivedPassword Old, DerivedPassword New);
