using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServiceSpecificCredentials;

[Operation]
static class ListServiceSpecificCredentials
{
    public static Access Requires(ListServiceSpecificCredentialsRequest r, Call c) =>
        r.AllUsers == true
            ? new Access(Actions.ListServiceSpecificCredentials, $"arn:aws:iam::{c.Account.Id}:user/*")
            : AccessTo.User(c, Actions.ListServiceSpecificCredentials, r.UserName);

    public static ListServiceSpecificCredentialsResponse Execute(ListServiceSpecificCredentialsRequest r, Call c)
    {
        if (r.AllUsers == true && r.UserName is not null)
            throw Errors.ValidationError("UserName and AllUsers cannot be specified together");
        var service = r.ServiceName is null ? null : CredentialService.Find(r.ServiceName);
        var start = Page.Start(r.Marker);
        // A marker is a user name, a blank and a credential id; neither of the two contains a blank.
        var after = start?.Split(' ', 2);
        var users =
            r.AllUsers != true ? [Existing.UserOrCaller(c, c.Account, r.UserName)]
            : after is null ? c.Account.Users.All
            : c.Account.Users.Find(after[0]) is { } resumed ? c.Account.Users.After(after[0]).Prepend(resumed)
            : c.Account.Users.After(after[0]);
        var rows = users.SelectMany(user =>
            user.ServiceSpecificCredentials.Where(credential => service is null || credential.ServiceName == service.Name)
                .OrderBy(credential => credential.Id, StringComparer.Ordinal)
                .Where(credential =>
                    after is not [var name, var id]
                    || !user.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                    || string.CompareOrdinal(credential.Id, id) > 0
                )
                .Select(credential => (user, credential))
        );
        var page = Page.Take(rows, r.MaxItems, row => $"{row.user.Name} {row.credential.Id}");
        return new ListServiceSpecificCredentialsResponse
        {
            ServiceSpecificCredentials = [.. page.Items.Select(row => CredentialParts.Listed(row.user, row.credential, c.Time))],
            // Recorded answers have this member only where there are more pages.
            IsTruncated = page.IsTruncated ? true : null,
            Marker = page.Marker,
        };
    }
}
