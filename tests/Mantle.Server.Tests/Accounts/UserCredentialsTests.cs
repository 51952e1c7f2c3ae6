using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Entities;
using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Accounts;

public class UserCredentialsTests
{
    static readonly User Plain = new()
    {
        Name = "x",
        Path = "/",
        Id = "AIDA",
        Arn = Arn.Parse("arn:aws:iam::1:user/u"),
        CreateDate = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void A_user_without_credentials_stores_nothing_of_them()
    {
        Assert.DoesNotContain("redential", Json(Plain), StringComparison.Ordinal);
        Assert.Empty(((User)Stored(Plain)).MfaDevices);
        var used = Plain with { MfaDevices = [new MfaDevice("serial", DateTimeOffset.UnixEpoch)] };
        Assert.Null((used with { MfaDevices = [] }).Credentials);
    }

    [Fact]
    public void Credentials_are_stored_with_their_user()
    {
        var profile = new LoginProfile(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, ResetRequired: true);
        var stored = (User)Stored(Plain with { LoginProfile = profile, MfaDevices = [new MfaDevice("serial", DateTimeOffset.UnixEpoch)] });
        Assert.Equal(profile, stored.LoginProfile);
        Assert.Equal("serial", Assert.Single(stored.MfaDevices).SerialNumber);
    }

    [Fact]
    public void A_root_user_stored_without_devices_has_none()
    {
        var json = """{"accountName":"a","createDate":"2026-03-01T12:00:00+00:00","accessKeys":[]}"""u8;
        Assert.Empty(((RootUser)Installation.StoredTypes().Deserialize(EntityType.Of<RootUser>().Number, json)).MfaDevices);
    }

    static string Json(Entity entity) => Encoding.UTF8.GetString(Installation.StoredTypes().Serialize(entity));

    static Entity Stored(Entity entity) =>
        Installation.StoredTypes().Deserialize(EntityType.Of(entity).Number, Installation.StoredTypes().Serialize(entity));
}
