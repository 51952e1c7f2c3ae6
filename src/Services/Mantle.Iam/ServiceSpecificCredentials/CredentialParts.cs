using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using Credential = Mantle.Core.Accounts.ServiceSpecificCredential;

namespace Mantle.Iam.ServiceSpecificCredentials;

/// <summary>A user's service-specific credentials: looks them up, names them, makes their secrets, and turns them into answers.</summary>
static class CredentialParts
{
    const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static Credential Find(Core.Accounts.User user, string id) =>
        FindOrNull(user, id) ?? throw Errors.NoSuchEntity($"No such credential {id} exists");

    static Credential? FindOrNull(Core.Accounts.User? user, string id)
    {
        foreach (var credential in user?.ServiceSpecificCredentials ?? [])
            if (credential.Id == id)
                return credential;
        return null;
    }

    /// <summary>The access to a credential of a user; the credential's service is a condition key.</summary>
    public static Access Needs(Call call, ActionName action, string? userName, string id)
    {
        var user = call.Account.Users.Find(userName ?? call.Caller.User?.Name ?? "");
        return AccessTo.User(call, action, userName) with
        {
            Keys = FindOrNull(user, id) is { } credential ? [("iam:ServiceSpecificCredentialServiceName", credential.ServiceName)] : [],
        };
    }

    /// <summary>
    /// A service user name or API key alias that the user does not have for the service yet: <c>jane-at-123456789012</c>,
    /// <c>jane+1-at-…</c>.
    /// </summary>
    public static string NewPublicPart(Account account, Core.Accounts.User user, CredentialService service)
    {
        for (var number = 0; ; number++)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"{user.Name}{(number == 0 ? "" : $"+{number}")}-at-{account.Id}");
            if (!user.ServiceSpecificCredentials.Any(known => known.ServiceName == service.Name && known.PublicPart == part))
                return part;
        }
    }

    /// <summary>A new password or API key, sealed under the credential's id.</summary>
    public static string NewSecret(Change change, CredentialService service, Credential credential)
    {
        var secret = RandomNumberGenerator.GetString(Characters, 43) + "=";
        if (service.ApiKeyPrefix is { } prefix)
            secret = prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.PublicPart}:{secret}"));
        change.PutSecret(credential.Id, secret);
        return secret;
    }

    public static Wire.Iam.ServiceSpecificCredential Shown(
        Core.Accounts.User user,
        CredentialService service,
        Credential credential,
        string secret,
        DateTimeOffset now
    ) =>
        new()
        {
            UserName = user.Name,
            ServiceSpecificCredentialId = credential.Id,
            ServiceName = credential.ServiceName,
            ServiceUserName = service.HasApiKeys ? null : credential.PublicPart,
            ServicePassword = service.HasApiKeys ? null : secret,
            ServiceCredentialAlias = service.HasApiKeys ? credential.PublicPart : null,
            ServiceCredentialSecret = service.HasApiKeys ? secret : null,
            CreateDate = credential.CreateDate,
            ExpirationDate = credential.ExpirationDate,
            Status = Status(credential, now),
        };

    public static ServiceSpecificCredentialMetadata Listed(Core.Accounts.User user, Credential credential, DateTimeOffset now)
    {
        var service = CredentialService.Find(credential.ServiceName);
        return new ServiceSpecificCredentialMetadata
        {
            UserName = user.Name,
            ServiceSpecificCredentialId = credential.Id,
            ServiceName = credential.ServiceName,
            ServiceUserName = service.HasApiKeys ? null : credential.PublicPart,
            ServiceCredentialAlias = service.HasApiKeys ? credential.PublicPart : null,
            CreateDate = credential.CreateDate,
            ExpirationDate = credential.ExpirationDate,
            Status = Status(credential, now),
        };
    }

    static string Status(Credential credential, DateTimeOffset now) =>
        credential.ExpirationDate <= now ? StatusType.Expired : Answers.Status(credential.Active);
}
