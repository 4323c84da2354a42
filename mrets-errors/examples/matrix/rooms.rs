//! The rooms, in memory.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use serde::Serialize;

use crate::error::{Kind, RoomError};

/// The longest message, in bytes.
const MAX_LENGTH: usize = 1000;

#[derive(Clone)]
pub(crate) struct Rooms {
    rooms: Arc<Mutex<HashMap<String, Room>>>,
    /// How long a sender waits between two messages.
    pause: Duration,
}

struct Room {
    members: Vec<String>,
    messages: Vec<Message>,
    last: HashMap<String, Instant>,
}

#[derive(Clone, Serialize)]
pub(crate) struct Message {
    sender: String,
    body: String,
}

impl Rooms {
    /// A lobby that ada owns.
    pub(crate) fn new(pause: Duration) -> Self {
        let rooms = HashMap::from([("lobby".to_owned(), Room::new("ada"))]);
        Self {
            rooms: Arc::new(Mutex::new(rooms)),
            pause,
        }
    }

    pub(crate) fn create(&self, owner: &str, name: &str) -> Result<(), RoomError> {
        self.with(|rooms| {
            if rooms.contains_key(name) {
                let text = format!("The room {name} exists");
                return Err(RoomError::new(Kind::RoomInUse, text));
            }
            rooms.insert(name.to_owned(), Room::new(owner));
            Ok(())
        })
    }

    pub(crate) fn messages(&self, member: &str, room: &str) -> Result<Vec<Message>, RoomError> {
        self.with(|rooms| Ok(find(rooms, room, member)?.messages.clone()))
    }

    pub(crate) fn send(&self, sender: &str, room: &str, body: String) -> Result<(), RoomError> {
        if body.len() > MAX_LENGTH {
            let text = format!("A message has at most {MAX_LENGTH} bytes");
            return Err(RoomError::new(Kind::TooLarge, text));
        }
        self.with(|rooms| {
            let room = find(rooms, room, sender)?;
            let last = room.last.get(sender);
            let wait = last.map(|last| self.pause.saturating_sub(last.elapsed()));
            if let Some(wait) = wait.filter(|wait| !wait.is_zero()) {
                return Err(RoomError::LimitExceeded { wait });
            }
            let sender = sender.to_owned();
            room.last.insert(sender.clone(), Instant::now());
            room.messages.push(Message { sender, body });
            Ok(())
        })
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&mut HashMap<String, Room>) -> Result<T, RoomError>,
    ) -> Result<T, RoomError> {
        // A panic may have left the rooms half changed. The log has this text, the client does not.
        let poisoned = |_: PoisonError<_>| RoomError::new(Kind::Unknown, "the rooms are poisoned");
        work(&mut *self.rooms.lock().map_err(poisoned)?)
    }
}

impl Room {
    fn new(owner: &str) -> Self {
        Self {
            members: vec![owner.to_owned()],
            messages: Vec::new(),
            last: HashMap::new(),
        }
    }
}

/// Finds a room that this member may see.
fn find<'a>(
    rooms: &'a mut HashMap<String, Room>,
    name: &str,
    member: &str,
) -> Result<&'a mut Room, RoomError> {
    let room = rooms.get_mut(name);
    let room = room.ok_or_else(|| RoomError::new(Kind::NotFound, "There is no such room"))?;
    if room.members.iter().any(|known| known == member) {
        Ok(room)
    } else {
        let text = format!("You are not in the room {name}");
        Err(RoomError::new(Kind::Forbidden, text))
    }
}
