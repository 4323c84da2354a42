//! The routes.

use std::{
    future::{Ready, ready},
    io,
    net::{Ipv4Addr, SocketAddr},
};

use actix_web::{
    App, FromRequest, HttpRequest, HttpServer,
    dev::{Payload, Server},
    http::header::AUTHORIZATION,
    middleware::from_fn,
    web,
};
use mrets_errors::actix_web::{
    envelopes_in,
    extract::{Json, Path},
};
use serde::Deserialize;

use crate::{
    dialect::MATRIX,
    error::{Kind, RoomError},
    rooms::{Message, Rooms},
};

#[derive(Deserialize)]
struct NewRoom {
    name: String,
}

#[derive(Deserialize)]
struct NewMessage {
    body: String,
}

/// The user that the token names. A real server would check the token.
struct User(String);

impl FromRequest for User {
    type Error = RoomError;
    type Future = Ready<Result<Self, RoomError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(AUTHORIZATION);
        let header = header.and_then(|header| header.to_str().ok());
        let token = header.and_then(|header| header.strip_prefix("Bearer "));
        let missing = || RoomError::new(Kind::MissingToken, "Missing access token");
        ready(token.map(|name| Self(name.to_owned())).ok_or_else(missing))
    }
}

async fn create(
    rooms: web::Data<Rooms>,
    User(name): User,
    new: Json<NewRoom>,
) -> Result<&'static str, RoomError> {
    rooms.create(&name, &new.name)?;
    Ok("{}")
}

async fn messages(
    rooms: web::Data<Rooms>,
    User(name): User,
    room: Path<String>,
) -> Result<web::Json<Vec<Message>>, RoomError> {
    Ok(web::Json(rooms.messages(&name, &room)?))
}

async fn send(
    rooms: web::Data<Rooms>,
    User(name): User,
    room: Path<String>,
    new: Json<NewMessage>,
) -> Result<&'static str, RoomError> {
    rooms.send(&name, &room, new.into_inner().body)?;
    Ok("{}")
}

fn routes(config: &mut web::ServiceConfig) {
    let room = web::resource("/rooms/{room}/messages")
        .route(web::get().to(messages))
        .route(web::post().to(send));
    config
        .service(web::resource("/rooms").route(web::post().to(create)))
        .service(room);
}

/// The server, and its addresses. `envelopes_in` gives the body of the protocol to the answers of actix-web
/// itself.
pub(crate) fn serve(rooms: Rooms, port: u16) -> io::Result<(Vec<SocketAddr>, Server)> {
    let rooms = web::Data::new(rooms);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(rooms.clone())
            .configure(routes)
            .wrap(from_fn(envelopes_in(&MATRIX)))
    });
    let server = server.workers(1).bind((Ipv4Addr::LOCALHOST, port))?;
    Ok((server.addrs(), server.run()))
}
