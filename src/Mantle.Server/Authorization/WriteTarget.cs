namespace Mantle.Server.Authorization;

/// <summary>What an operation writes where it is not just the caller's account: another account, the directory of names besides.</summary>
readonly record struct WriteTarget(string AccountId, bool WithDirectory = false);
