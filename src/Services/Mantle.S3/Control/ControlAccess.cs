using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.S3.AccessPoints;
using Mantle.Wire;
using AccessPoint = Mantle.S3.Entities.AccessPoint;
using Errors = Mantle.Wire.S3Control.Errors;

namespace Mantle.S3Control;

/// <summary>The accesses of S3 Control, whose actions have the prefix s3. It serves an account's own principals only.</summary>
static class ControlAccess
{
    /// <summary>An action on the account.</summary>
    public static Access OnAccount(Call call, string accountId, ActionName action)
    {
        CheckAccount(call, accountId);
        return new(action, "*") { Keys = [.. S3Access.Common(call), ("s3:ResourceAccount", call.Account.Id)] };
    }

    /// <summary>
    /// An action on an access point, which need not exist. The name counts with its case, as the ARN is authorized with it.
    /// </summary>
    public static Access OnPoint(Call call, string accountId, string name, ActionName action, string? region = null)
    {
        CheckAccount(call, accountId);
        var account = call.Account;
        var arn = $"arn:aws:s3:{region ?? Known(account, name)?.Region ?? call.Region}:{account.Id}:accesspoint/{name}";
        return new(action, arn)
        {
            Keys = [.. S3Access.Common(call), ("s3:ResourceAccount", account.Id), .. S3Access.KeysOf(arn, account.Id)],
        };
    }

    public static AccessPoint Find(Core.Accounts.Account account, string name) =>
        Known(account, name) ?? throw Errors.NoSuchAccessPoint().With(("AccessPointName", name));

    /// <summary>The access point of exactly that name, which is in lower case; null if there is none.</summary>
    public static AccessPoint? Known(Core.Accounts.Account account, string name) =>
        account.AccessPoints.Find(name) is { } point && point.Name == name ? point : null;

    public static void CheckName(string name)
    {
        if (!AccessPointName.IsValid(name))
            throw Errors.InvalidURI().With(("URI", $"accesspoint/{name}"));
    }

    static void CheckAccount(Call call, string accountId)
    {
        if (call.Caller.IsAnonymous || accountId != call.Account.Id)
            throw CommonErrors.AccessDenied("Access Denied");
    }
}
